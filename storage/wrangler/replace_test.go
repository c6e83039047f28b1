package wrangler_test

import (
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/wrangler"
)

func put(t *testing.T, o wrangler.Options, b *storage.Batch) {
	t.Helper()
	done := make(chan error, 1)
	o.Objects.Commit(b, func(err error) { done <- err })
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

func value(t *testing.T, o wrangler.Options, obj storage.Object, key string) string {
	t.Helper()
	v, _, err := o.Objects.Read(obj, key)
	if err != nil {
		t.Fatal(err)
	}
	return string(v)
}

// TestStrangeContents moves what no other test does to the platform's layout and back.
func TestStrangeContents(t *testing.T) {
	from := state(t, t.TempDir())
	from.Folder = t.TempDir()
	full, timed, deep := object("w-A", red), object("w-A", blue), object("w-B", sql)
	long := strings.Repeat("k", 100_000)
	big := []byte(strings.Repeat("v", 3<<20))
	put(t, from, &storage.Batch{Object: full, Name: storage.Name{Known: true}, Writes: []storage.Write{
		{Key: "", Value: []byte("empty")}, {Key: "\x00a\x00", Value: []byte("nul")}, {Key: "big", Value: big},
		{Key: long, Value: []byte("long")}, {Key: "é😀", Value: []byte{}},
	}})
	put(t, from, &storage.Batch{Object: timed, Alarm: storage.Alarm{Time: 1 << 62, Set: true}, AlarmChanged: true})
	paths := [][]string{{"x"}, {"x", "\" y"}, {"x", "\" y", "<z>"}}
	index := &storage.Batch{Object: deep.FacetIndex()}
	for _, p := range paths {
		put(t, from, &storage.Batch{Object: deep.Facet(p), Writes: []storage.Write{{Key: `["x"]`, Value: []byte(p[len(p)-1])}}})
		put(t, from, &storage.Batch{Object: index.Object, Writes: []storage.Write{{Key: storage.FacetKey(p), Value: []byte{}}}})
	}
	if _, err := wrangler.Export(from); err != nil {
		t.Fatal(err)
	}
	to := state(t, t.TempDir())
	to.Folder = from.Folder
	if _, err := wrangler.Import(to); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"": "empty", "\x00a\x00": "nul", "big": string(big), long: "long", "é😀": ""} {
		got, found, err := to.Objects.Read(full, key)
		if err != nil || !found || string(got) != want {
			t.Errorf("%.20q: %d bytes, %v, %v, want %d", key, len(got), found, err, len(want))
		}
	}
	if name, _ := to.Objects.Name(full); !name.Known || name.Text != "" {
		t.Errorf("the empty name is %v", name)
	}
	if name, _ := to.Objects.Name(timed); name.Known {
		t.Errorf("an object without a name is called %q", name.Text)
	}
	if a, _ := to.Objects.Alarm(timed); a.Time != 9223372036854 || !a.Set {
		t.Errorf("the alarm is %v, want the last there can be", a)
	}
	for _, p := range paths {
		if got := value(t, to, deep.Facet(p), `["x"]`); got != p[len(p)-1] {
			t.Errorf("the facet %q has %q", p, got)
		}
	}
}

func TestReplace(t *testing.T) {
	o := state(t, t.TempDir())
	o.Folder = recorded(t)
	if _, err := wrangler.Import(o); err != nil {
		t.Fatal(err)
	}
	// What had a table and what had pairs change places, and what had facets has others.
	folder := filepath.Join(o.Folder, "v3", "do", "shop-Shelf")
	rename(t, folder, red+".sqlite", "kept")
	rename(t, folder, sql+".sqlite", red+".sqlite")
	rename(t, folder, "kept", sql+".sqlite")
	facets := "57efb0c55bcecdc4" + "00000100" + hex.EncodeToString([]byte("b"))
	data, _ := hex.DecodeString(facets)
	if err := os.WriteFile(filepath.Join(folder, whole+".facets"), data, 0o666); err != nil {
		t.Fatal(err)
	}
	kept := object("shop-Other", grey)
	put(t, o, &storage.Batch{Object: kept, Writes: []storage.Write{{Key: "k", Value: []byte("kept")}}})

	_, err := wrangler.Import(o)
	var exists *wrangler.ExistsError
	if !errors.As(err, &exists) || exists.Objects != 6 || exists.Namespace != "shop-Old" {
		t.Fatalf("Import: %v, want an ExistsError of 6 objects", err)
	}
	if value(t, o, object("shop-Shelf", red), "a") == "" {
		t.Error("an import that was refused took something away")
	}
	o.Replace = true
	if _, err := wrangler.Import(o); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, got, want string }{
		{"pairs of the former table", value(t, o, object("shop-Shelf", red), "c"), "present"},
		{"pairs of the former pairs", value(t, o, object("shop-Shelf", red), "a"), ""},
		{"table: pairs of the other", value(t, o, object("shop-Shelf", sql), "a"), "present"},
		{"table: own pairs", value(t, o, object("shop-Shelf", sql), "c"), ""},
		{"facet that stays", value(t, o, object("shop-Shelf", whole).Facet([]string{"b"}), "count"), "present"},
		{"facet that is gone", value(t, o, object("shop-Shelf", whole).Facet([]string{"a"}), "count"), ""},
		{"object that is in nobody's way", value(t, o, kept, "k"), "present"},
	} {
		if got := map[bool]string{true: "present"}[test.got != ""]; got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	if place, _ := o.Base.Place(object("shop-Shelf", red)); place != storage.Moved {
		t.Errorf("what has a table now is kept at %v", place)
	}
	before := dump(t, o.Folder)
	o.Replace = false
	if _, err := wrangler.Export(o); !errors.As(err, &exists) {
		t.Errorf("Export: %v, want an ExistsError", err)
	}
	o.Replace = true
	if _, err := wrangler.Export(o); err != nil {
		t.Fatal(err)
	}
	after := dump(t, o.Folder)
	if name := "v3/do/shop-Shelf/" + empty + ".sqlite"; len(after[name]) != len(before[name]) {
		t.Errorf("an export changed %s", name)
	}
	if name := "v3/do/shop-Shelf/" + whole + ".2.sqlite"; after[name] != nil {
		t.Errorf("a facet that is no more is in %s", name)
	}
}

func rename(t *testing.T, folder, from, to string) {
	t.Helper()
	if err := os.Rename(filepath.Join(folder, from), filepath.Join(folder, to)); err != nil {
		t.Fatal(err)
	}
}

func TestRefusals(t *testing.T) {
	o := state(t, t.TempDir())
	o.Folder = filepath.Join(t.TempDir(), "nowhere")
	for name, move := range map[string]func(wrangler.Options) ([]wrangler.Count, error){"Import": wrangler.Import, "Export": wrangler.Export} {
		if _, err := move(o); !errors.Is(err, wrangler.ErrNothing) {
			t.Errorf("%s of nothing: %v", name, err)
		}
	}
	o.Folder = recorded(t)
	o.Namespaces = []string{"shop-Shelve"}
	var unknown *wrangler.UnknownError
	if _, err := wrangler.Import(o); !errors.As(err, &unknown) || !strings.Contains(err.Error(), "shop-Old, shop-Shelf") {
		t.Errorf("Import of an unknown class: %v", err)
	}
	o.Namespaces = []string{"shop-Old"}
	if counts, err := wrangler.Import(o); err != nil || len(counts) != 1 {
		t.Errorf("Import of one class: %v, %v", counts, err)
	}
	o.Namespaces = nil
	damaged := filepath.Join(o.Folder, "v3", "do", "shop-Shelf", sql+".sqlite")
	if err := os.WriteFile(damaged, []byte(strings.Repeat("no database", 100)), 0o666); err != nil {
		t.Fatal(err)
	}
	o.Replace = true
	if _, err := wrangler.Import(o); err == nil || !strings.Contains(err.Error(), damaged) {
		t.Errorf("Import of a damaged file: %v, want an error that names it", err)
	}
	if value(t, o, object("shop-Shelf", red), "a") != "" {
		t.Error("it imported something nevertheless")
	}
}
