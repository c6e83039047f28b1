package sqlite

import (
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/journal"
)

// path answers the file of an object.
func (db *DB) path(obj storage.Object) string {
	return filepath.Join(db.options.Folder, folder(obj.Namespace), hex.EncodeToString(obj.ID[:])+".sqlite")
}

// folder answers the name of a namespace's folder. Two that differ in case may share one: ids are unique.
func folder(namespace string) string {
	var b strings.Builder
	for _, c := range []byte(namespace) {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_':
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02x", c)
		}
	}
	if b.Len() == 0 {
		return "%"
	}
	return b.String()
}

// namespace is the inverse of folder.
func namespace(folder string) (string, bool) {
	if folder == "%" {
		return "", true
	}
	name, err := url.PathUnescape(folder)
	return name, err == nil
}

// object answers whose file a name is, or its log.
func object(namespace, file string) (obj storage.Object, ok bool) {
	id, err := hex.DecodeString(strings.TrimSuffix(strings.TrimSuffix(file, "-wal"), ".sqlite"))
	if err != nil || len(id) != len(obj.ID) {
		return obj, false
	}
	return storage.Object{Namespace: namespace, ID: [32]byte(id)}, true
}

// prepare makes the folder of a file, durably, and notes that files are open.
func (db *DB) prepare(path string) error {
	dir := filepath.Dir(path)
	db.making.Lock()
	defer db.making.Unlock()
	if db.folders[dir] {
		return nil
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	if len(db.folders) == 0 {
		if err := os.WriteFile(db.noteFile(), nil, 0o666); err != nil {
			return err
		}
	}
	if !db.options.Relaxed {
		err := errors.Join(journal.SyncFolder(filepath.Dir(db.options.Folder)), journal.SyncFolder(db.options.Folder))
		if err != nil {
			return err
		}
	}
	db.folders[dir] = true
	return nil
}

// noteFile exists while files may be open, so that it tells the next process when this one died.
func (db *DB) noteFile() string { return filepath.Join(db.options.Folder, "open") }
