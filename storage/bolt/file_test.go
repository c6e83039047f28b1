package bolt_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bbolt "go.etcd.io/bbolt"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/bolt"
)

var room = storage.Object{Namespace: "chat-Room", ID: [32]byte{1}}

func commit(db *bolt.DB, key, value string) error {
	done := make(chan error, 1)
	db.Commit(&storage.Batch{Object: room, Writes: []storage.Write{{Key: key, Value: []byte(value)}}},
		func(err error) { done <- err })
	return <-done
}

func mustOpen(t testing.TB, o bolt.Options) *bolt.DB {
	t.Helper()
	db, err := bolt.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return db
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func TestFileAppearsWithTheFirstWrite(t *testing.T) {
	project := t.TempDir()
	home := filepath.Join(project, ".dodev")
	hooks := 0
	o := bolt.Options{
		Path: filepath.Join(home, "state", "objects.db"),
		OnCreate: func() error {
			hooks++
			if !exists(filepath.Join(home, "state")) {
				t.Error("OnCreate runs before the folder exists")
			}
			return nil
		},
	}
	db := mustOpen(t, o)
	if _, found, err := db.Read(room, "key"); found || err != nil {
		t.Errorf("Read without a file = %v, %v", found, err)
	}
	if exists(home) {
		t.Fatalf("opening and reading created %s", home)
	}
	for _, value := range []string{"1", "2"} {
		if err := commit(db, "key", value); err != nil {
			t.Fatal(err)
		}
	}
	if hooks != 1 {
		t.Errorf("OnCreate ran %d times, want once", hooks)
	}
	text, err := os.ReadFile(filepath.Join(home, ".gitignore"))
	if string(text) != "*\n" {
		t.Errorf(".gitignore = %q, %v, want *", text, err)
	}
}

func TestUsersGitignoreStays(t *testing.T) {
	home := filepath.Join(t.TempDir(), ".dodev")
	own := filepath.Join(home, ".gitignore")
	if err := errors.Join(os.Mkdir(home, 0o777), os.WriteFile(own, []byte("logs\n"), 0o666)); err != nil {
		t.Fatal(err)
	}
	if err := commit(mustOpen(t, bolt.Options{Path: filepath.Join(home, "objects.db")}), "key", "1"); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(own); string(text) != "logs\n" {
		t.Errorf(".gitignore = %q, %v, want the user's", text, err)
	}
}

func TestFailedCreation(t *testing.T) {
	fault := errors.New("no room")
	db := mustOpen(t, bolt.Options{
		Path:     filepath.Join(t.TempDir(), "objects.db"),
		OnCreate: func() error { err := fault; fault = nil; return err },
	})
	if err := commit(db, "a", "1"); err == nil || !strings.Contains(err.Error(), "no room") {
		t.Errorf("commit with a failing OnCreate: %v", err)
	}
	if err := commit(db, "b", "2"); err != nil {
		t.Errorf("commit once that is over: %v", err)
	}
	if _, found, _ := db.Read(room, "a"); found {
		t.Error("a failed batch was written")
	}
}

func TestSecondOpenIsLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "objects.db")
	late := mustOpen(t, bolt.Options{Path: path})
	first := mustOpen(t, bolt.Options{Path: path})
	if err := commit(first, "key", "1"); err != nil {
		t.Fatal(err)
	}
	_, err := bolt.Open(bolt.Options{Path: path})
	if !errors.Is(err, storage.ErrLocked) || !strings.Contains(err.Error(), path) {
		t.Errorf("second Open: %v, want %v and the path", err, storage.ErrLocked)
	}
	// Opened before there was a file, so only its first write can tell.
	if err := commit(late, "key", "2"); !errors.Is(err, storage.ErrLocked) {
		t.Errorf("first write of a late process: %v, want %v", err, storage.ErrLocked)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	// Nor may it write once the other is gone: it has not read what that left, and would take its journal for an old one.
	if err := commit(late, "key", "2"); !errors.Is(err, storage.ErrLocked) {
		t.Errorf("write of a late process when the other has ended: %v, want %v", err, storage.ErrLocked)
	}
}

func TestDamagedFile(t *testing.T) {
	healthy := func(path string) {
		db := mustOpen(t, bolt.Options{Path: path})
		for i := range 60 {
			if err := commit(db, fmt.Sprint(i), strings.Repeat("v", 2000)); err != nil {
				t.Fatal(err)
			}
			if i == 30 {
				db.Close()
				db = mustOpen(t, bolt.Options{Path: path})
			}
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	edit := func(change func(data []byte) []byte) func(path string) {
		return func(path string) {
			healthy(path)
			data, err := os.ReadFile(path)
			if err == nil {
				err = os.WriteFile(path, change(data), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	page := os.Getpagesize()
	for _, test := range []struct {
		name string
		make func(path string)
	}{
		{"text", func(path string) { _ = os.WriteFile(path, []byte("hello"), 0o600) }},
		{"zeros", func(path string) { _ = os.WriteFile(path, make([]byte, 1<<16), 0o600) }},
		{"folder", func(path string) { _ = os.Mkdir(path, 0o777) }},
		{"cut off", edit(func(data []byte) []byte { return data[:len(data)/8] })},
		{"cut off behind the first pages", edit(func(data []byte) []byte { return data[:4*page] })},
		{"overwritten metas", edit(func(data []byte) []byte { clear(data[:2*page]); return data })},
		{"overwritten pages", edit(func(data []byte) []byte {
			for i := 2 * page; i < len(data); i++ {
				data[i] = 0xee
			}
			return data
		})},
		{"another program's", func(path string) {
			file, err := bbolt.Open(path, 0o600, nil)
			if err != nil {
				t.Fatal(err)
			}
			_ = file.Update(func(tx *bbolt.Tx) error { _, err := tx.CreateBucket([]byte("theirs")); return err })
			_ = file.Close()
		}},
		{"a newer dodev's", func(path string) {
			healthy(path)
			file, err := bbolt.Open(path, 0o600, nil)
			if err != nil {
				t.Fatal(err)
			}
			_ = file.Update(func(tx *bbolt.Tx) error {
				return tx.Bucket([]byte("meta")).Put([]byte("layout"), []byte{0, 0, 0, 99})
			})
			_ = file.Close()
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "objects.db")
			test.make(path)
			before, _ := os.ReadFile(path)
			for range 2 { // a first attempt must not change the answer
				_, err := bolt.Open(bolt.Options{Path: path})
				if !errors.Is(err, storage.ErrCorrupt) || !strings.Contains(err.Error(), path) {
					t.Errorf("Open: %v, want %v and the path", err, storage.ErrCorrupt)
				}
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("Open changed the file")
			}
		})
	}
}

func TestUnfinishedFileIsEmpty(t *testing.T) {
	for name, make := range map[string]func(path string) error{
		"no bytes": func(path string) error { return os.WriteFile(path, nil, 0o600) },
		"no buckets": func(path string) error {
			file, err := bbolt.Open(path, 0o600, nil)
			return errors.Join(err, file.Close())
		},
	} {
		path := filepath.Join(t.TempDir(), "objects.db")
		if err := make(path); err != nil {
			t.Fatal(err)
		}
		db := mustOpen(t, bolt.Options{Path: path})
		_, found, err := db.Read(room, "key")
		if found || err != nil {
			t.Errorf("%s: Read = %v, %v", name, found, err)
		}
		if err := db.Alarms(func(storage.Object, storage.Alarm, storage.Name) bool { return true }); err != nil {
			t.Errorf("%s: Alarms: %v", name, err)
		}
		if err := commit(db, "key", "1"); err != nil {
			t.Errorf("%s: first commit: %v", name, err)
		}
	}
}
