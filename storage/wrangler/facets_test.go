package wrangler

import (
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/dodev/dodev/storage"
)

func TestReadFacets(t *testing.T) {
	const begin = "57efb0c55bcecdc4"
	for _, test := range []struct {
		name, data string
		want       [][]string
		err        error
	}{
		{"recorded", begin + "0000010061" + "0000010062" + "0100010063", [][]string{{"a"}, {"b"}, {"a", "c"}}, nil},
		{"not even begun", "57efb0", nil, nil},
		{"no facets", begin, nil, nil},
		{"something else", "ffffffffffffffff" + "0000010061", nil, storage.ErrCorrupt},
		{"cut in a name", begin + "0000010061" + "00000300ff", [][]string{{"a"}}, nil},
		{"cut in a header", begin + "0000010061" + "0000", [][]string{{"a"}}, nil},
		{"below none", begin + "0000010061" + "0200010062", [][]string{{"a"}}, nil},
		{"no name", begin + "0000010061" + "00000000", [][]string{{"a"}}, nil},
		{"twice", begin + "0000010061" + "0000010061" + "0000010062", [][]string{{"a"}}, nil},
		{"one name twice", begin + "0000010061" + "0100010061", [][]string{{"a"}, {"a", "a"}}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			data, err := hex.DecodeString(test.data)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "x.facets")
			if err := os.WriteFile(path, data, 0o666); err != nil {
				t.Fatal(err)
			}
			got, err := readFacets(path)
			if !reflect.DeepEqual(got, test.want) || !errors.Is(err, test.err) {
				t.Errorf("readFacets(%s) = %q, %v, want %q, %v", test.data, got, err, test.want, test.err)
			}
		})
	}
}

func FuzzFacets(f *testing.F) {
	f.Add([]byte("\x00\x00\x01\x00a\x01\x00\x01\x00b"))
	f.Fuzz(func(t *testing.T, data []byte) {
		paths := parseFacets(data)
		again, same, err := formatFacets(paths)
		if err != nil {
			t.Fatalf("%q: %v", paths, err)
		}
		if len(paths) > 0 && (!reflect.DeepEqual(same, paths) || !reflect.DeepEqual(parseFacets(again[8:]), paths)) {
			t.Errorf("%q was written as %q", paths, same)
		}
	})
}

func TestFacetsThatHaveNoPlace(t *testing.T) {
	if _, _, err := formatFacets([][]string{{"a", ""}}); err == nil {
		t.Error("a facet without a name was given a number")
	}
	data, paths, err := formatFacets([][]string{{"a", "b"}})
	if err != nil || len(paths) != 2 || hex.EncodeToString(data) != "57efb0c55bcecdc4"+"0000010061"+"0100010062" {
		t.Errorf("what is above a facet got no number: %x, %q, %v", data, paths, err)
	}
}
