package sqlite

import (
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/dodev/dodev/storage"
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

// prepare makes the folder of a file, durably.
func (db *DB) prepare(path string) error {
	dir := filepath.Dir(path)
	db.mu.Lock()
	known := db.folders[dir]
	db.mu.Unlock()
	if known {
		return nil
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	if !db.options.Relaxed {
		for _, d := range []string{filepath.Dir(db.options.Folder), db.options.Folder} {
			if err := syncFolder(d); err != nil {
				return err
			}
		}
	}
	db.mu.Lock()
	db.folders[dir] = true
	db.mu.Unlock()
	return nil
}

// syncFolder makes the names in a folder durable.
func syncFolder(dir string) error {
	if runtime.GOOS == "windows" { // which has no such thing
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = f.Sync()
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}
