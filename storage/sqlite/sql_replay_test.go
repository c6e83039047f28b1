package sqlite

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/dodev/dodev/storage"
)

// open answers an SQL on a database of its own, with the engine's implicit transaction around what it writes.
func open(t testing.TB) *SQL {
	t.Helper()
	conn, err := connect(filepath.Join(t.TempDir(), "db"), sqlite.OpenReadWrite, sqlite.OpenCreate)
	if err != nil {
		t.Fatal(err)
	}
	s := NewSQL(conn, Hooks{Write: func() error {
		if !conn.AutocommitEnabled() {
			return nil
		}
		return sqlitex.ExecuteTransient(conn, "BEGIN", nil)
	}})
	t.Cleanup(func() {
		s.Close()
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// TestReplay runs the statements of testdata and compares with what the real runtime answered.
func TestReplay(t *testing.T) {
	files, _ := filepath.Glob("testdata/statements/*.txt")
	if len(files) == 0 {
		t.Fatal("no statements")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := open(t)
			for _, block := range regexp.MustCompile(`\n\n+`).Split(strings.TrimSpace(string(text)), -1) {
				replay(t, s, block)
			}
		})
	}
}

var repeat = regexp.MustCompile(`\{\{(\d+):(.*?)\}\}`)

func expand(s string) string {
	return repeat.ReplaceAllStringFunc(s, func(m string) string {
		parts := repeat.FindStringSubmatch(m)
		n, _ := strconv.Atoi(parts[1])
		return strings.Repeat(parts[2], n)
	})
}

func replay(t *testing.T, s *SQL, block string) {
	var (
		lines    []string
		bindings []storage.Value
		want     string
		gap      bool
	)
	for line := range strings.SplitSeq(block, "\n") {
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "~"):
			gap = true
		case strings.HasPrefix(line, "? "):
			bindings = bound(t, expand(line[2:]))
		case strings.HasPrefix(line, "= "), strings.HasPrefix(line, "! "):
			want = line
		default:
			lines = append(lines, line)
		}
	}
	query := strings.Join(lines, "\n")
	got := answer(s, expand(query), bindings)
	if ok := same(got, want); ok && gap {
		t.Errorf("%.300s\n is no gap any more: %.600s", query, got)
	} else if !ok && !gap {
		t.Errorf("%.300s\n got %.600s\nwant %.600s", query, got, want)
	}
}

func bound(t *testing.T, text string) []storage.Value {
	var raw []any
	if err := json.Unmarshal([]byte(text), &raw); err != nil {
		t.Fatal(text, err)
	}
	list := make([]storage.Value, len(raw))
	for i, v := range raw {
		switch v := v.(type) {
		case float64:
			list[i] = storage.Value{Kind: storage.Real, Real: v}
		case string:
			list[i] = storage.Value{Kind: storage.Text, Text: v}
		case map[string]any:
			b, err := hex.DecodeString(v["blob"].(string))
			if err != nil {
				t.Fatal(err)
			}
			list[i] = storage.Value{Kind: storage.Blob, Blob: b}
		}
	}
	return list
}

// answer runs a query and shows what came of it as record.mjs does.
func answer(s *SQL, query string, bindings []storage.Value) string {
	c, err := s.Exec(query, bindings)
	if err != nil {
		return "! " + err.Error()
	}
	defer c.Close()
	rows := []any{}
	for {
		row, err := c.Next()
		if err != nil {
			return "! " + err.Error()
		}
		if row == nil {
			break
		}
		list := []any{}
		for _, v := range row {
			list = append(list, shown(v))
		}
		rows = append(rows, list)
	}
	columns, _ := json.Marshal(c.Columns())
	all, _ := json.Marshal(rows)
	return fmt.Sprintf("= %s %s %d %d", columns, all, c.RowsRead(), c.RowsWritten())
}

func shown(v storage.Value) any {
	switch v.Kind {
	case storage.Integer:
		return float64(v.Integer)
	case storage.Real:
		if math.IsInf(v.Real, 0) {
			return fmt.Sprintf("%+v", v.Real)
		}
		return v.Real + 0 // JSON has no -0
	case storage.Text:
		return string([]rune(v.Text)) // one U+FFFD for each wrong byte
	case storage.Blob:
		return map[string]any{"blob": hex.EncodeToString(v.Blob)}
	}
	return nil
}

// same compares two answers, whatever way their JSON is written.
func same(a, b string) bool {
	if a == b {
		return true
	}
	if !strings.HasPrefix(a, "= ") || !strings.HasPrefix(b, "= ") {
		return false
	}
	read := func(s string) (list []any) {
		d := json.NewDecoder(strings.NewReader(s[2:]))
		for d.More() {
			var v any
			if d.Decode(&v) != nil {
				return nil
			}
			list = append(list, v)
		}
		return list
	}
	x, y := read(a), read(b)
	return x != nil && reflect.DeepEqual(x, y)
}
