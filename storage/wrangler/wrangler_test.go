package wrangler_test

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	zombie "zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/bolt"
	"github.com/dodev/dodev/storage/sqlite"
	"github.com/dodev/dodev/storage/wrangler"
)

// Objects of the recorded state.
const (
	grey  = "7de958367e372be0907397940af2f0cb2f0bfac03e72f26ffecc493e20254a06" // of a KV class, with an alarm
	red   = "dbdce71635402878a1117dbedebb7e35f3013e1df128ddebf58d83e1e5c567e6"
	blue  = "c3f09dc45efd0c4b6c3627e5f4ed139b567114e859a19d21b56283b0d95849d4" // with an alarm
	sql   = "3c81f2163619c722182a74a7c96f1662fd95323ac7dcb44ac41606f2f6da124b" // with a table
	whole = "91634ffe15078daa2a89d840d5bac51ef9f337d00c53ef73aaa31345ed0abd08" // with facets and nothing else
	empty = "76876ca529ae3b38380a35f983a545a3e2f726b1394ade8f1b9136506ea9cf37"
)

func object(namespace, id string) storage.Object {
	b, err := hex.DecodeString(id)
	if err != nil {
		panic(err)
	}
	return storage.Object{Namespace: namespace, ID: [32]byte(b)}
}

// recorded makes the state folder that the real wrangler left.
func recorded(t *testing.T) string {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", "recorded.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range archive.Files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(path, ".facets") {
			data, err := hex.DecodeString(strings.TrimSpace(string(f.Data)))
			if err == nil {
				err = os.WriteFile(path, data, 0o666)
			}
			if err != nil {
				t.Fatal(err)
			}
			continue
		}
		script(t, path, "PRAGMA journal_mode=WAL;\n"+string(f.Data))
	}
	return dir
}

func script(t *testing.T, path, text string) {
	t.Helper()
	c, err := zombie.OpenConn(path, zombie.OpenReadWrite, zombie.OpenCreate)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(sqlitex.ExecuteTransient(c, "PRAGMA journal_mode=WAL", nil), sqlitex.ExecuteScript(c, text, nil), c.Close()); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

var spaces = regexp.MustCompile(`\s+`)

// dump says what is in every file of a state folder, a line a table and row.
func dump(t *testing.T, dir string) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		name = filepath.ToSlash(name)
		if !strings.HasSuffix(path, ".sqlite") {
			data, err := os.ReadFile(path)
			all[name] = []string{hex.EncodeToString(data)}
			return err
		}
		c, err := zombie.OpenConn(path, zombie.OpenReadWrite)
		if err != nil {
			return err
		}
		all[name] = append([]string{}, tables(t, c)...)
		return c.Close()
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func tables(t *testing.T, c *zombie.Conn) (lines []string) {
	t.Helper()
	run := func(query string, row func(*zombie.Stmt)) {
		err := sqlitex.ExecuteTransient(c, query, &sqlitex.ExecOptions{ResultFunc: func(s *zombie.Stmt) error { row(s); return nil }})
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
	var names []string
	run("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name", func(s *zombie.Stmt) {
		names = append(names, s.ColumnText(0))
		lines = append(lines, strings.ReplaceAll(strings.ReplaceAll(spaces.ReplaceAllString(s.ColumnText(1), " "), "( ", "("), " )", ")"))
	})
	for _, name := range names {
		run("SELECT * FROM "+name, func(s *zombie.Stmt) {
			line := name
			for i := range s.ColumnCount() {
				b := make([]byte, s.ColumnLen(i))
				s.ColumnBytes(i, b)
				line += fmt.Sprintf(" %s:%q", s.ColumnType(i), b)
			}
			lines = append(lines, line)
		})
	}
	return lines
}

// state opens a state of dodev's.
func state(t *testing.T, dir string) wrangler.Options {
	t.Helper()
	base, err := bolt.Open(bolt.Options{Path: filepath.Join(dir, "objects.db")})
	if err != nil {
		t.Fatal(err)
	}
	db := sqlite.Open(sqlite.Options{Folder: filepath.Join(dir, "sqlite"), Base: base})
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return wrangler.Options{Objects: db, Base: base}
}

func TestImport(t *testing.T) {
	o := state(t, t.TempDir())
	o.Folder = recorded(t)
	before := dump(t, o.Folder)
	counts, err := wrangler.Import(o)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(counts), "[{shop-Old 1 0 1} {shop-Shelf 5 3 1}]"; got != want {
		t.Errorf("imported %s, want %s", got, want)
	}
	for _, test := range []struct {
		name, namespace, id string
		place               storage.Place
		known               string
		key                 string
		value               string
		alarm               int64
	}{
		{"a KV class", "shop-Old", grey, storage.Here, "grey", "g",
			"ff0f3b2201676f220576616c756522013922047768656e440000000000001440220562797465734202010256420002007b033a02", 1799455009969},
		{"pairs", "shop-Shelf", red, storage.Here, "red", "a",
			"ff0f3b2201616f220576616c756522013122047768656e440000000000001440220562797465734202010256420002007b033a02", 0},
		{"an alarm", "shop-Shelf", blue, storage.Here, "blue", "b",
			"ff0f3b2201626f220576616c756522013222047768656e440000000000001440220562797465734202010256420002007b033a02", 1799455009865},
		{"a table", "shop-Shelf", sql, storage.Moved, "sql", "c",
			"ff0f3b2201636f220576616c756522013322047768656e440000000000001440220562797465734202010256420002007b033a02", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			obj := object(test.namespace, test.id)
			if place, err := o.Base.Place(obj); err != nil || place != test.place {
				t.Errorf("it is kept at %v, %v, want %v", place, err, test.place)
			}
			if name, err := o.Objects.Name(obj); err != nil || name != (storage.Name{Text: test.known, Known: true}) {
				t.Errorf("its name is %v, %v, want %q", name, err, test.known)
			}
			if value, _, err := o.Objects.Read(obj, test.key); err != nil || hex.EncodeToString(value) != test.value {
				t.Errorf("%q is %x, %v, want %s", test.key, value, err, test.value)
			}
			if a, err := o.Objects.Alarm(obj); err != nil || a != (storage.Alarm{Time: test.alarm, Set: test.alarm != 0}) {
				t.Errorf("its alarm is %v, %v, want %d", a, err, test.alarm)
			}
		})
	}
	for _, path := range [][]string{{"a"}, {"b"}, {"a", "c"}} {
		obj := object("shop-Shelf", whole)
		if value, _, err := o.Objects.Read(obj.Facet(path), "count"); err != nil || hex.EncodeToString(value) != "ff0f4902" {
			t.Errorf("the facet %q has %x, %v, want the number 1", path, value, err)
		}
		if _, found, err := o.Objects.Read(obj.FacetIndex(), storage.FacetKey(path)); err != nil || !found {
			t.Errorf("the facet %q is not in the index, %v", path, err)
		}
	}
	if got := dump(t, o.Folder); !equal(got, before) {
		t.Errorf("the import changed what it read:\n%v\n%v", got, before)
	}
}

func equal(a, b map[string][]string) bool { return fmt.Sprint(a) == fmt.Sprint(b) }

func TestExportIsWhatWasImported(t *testing.T) {
	o := state(t, t.TempDir())
	o.Folder = recorded(t)
	want := dump(t, o.Folder)
	if _, err := wrangler.Import(o); err != nil {
		t.Fatal(err)
	}
	o.Folder = filepath.Join(t.TempDir(), "state")
	if _, err := wrangler.Export(o); err != nil {
		t.Fatal(err)
	}
	delete(want, "v3/do/shop-Shelf/"+empty+".sqlite")
	want["v3/do/shop-Shelf/"+whole+".sqlite"] = []string{} // a name alone is nothing to dodev
	const table = "CREATE TABLE __miniflare_do_name (id INTEGER PRIMARY KEY, name TEXT)"
	old := "v3/do/shop-Old/" + grey + ".sqlite" // whose name was only in the schedule
	want[old] = slices.Insert(want[old], 0, table)
	want[old] = slices.Insert(want[old], 3, `__miniflare_do_name SQLITE_INTEGER:"1" SQLITE_TEXT:"grey"`)
	got := dump(t, o.Folder)
	for name := range want {
		if fmt.Sprint(got[name]) != fmt.Sprint(want[name]) {
			t.Errorf("%s:\n got %q\nwant %q", name, got[name], want[name])
		}
	}
	if len(got) != len(want) {
		t.Errorf("there are %d files, want %d", len(got), len(want))
	}
}
