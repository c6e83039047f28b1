package sqlite_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/sqlite"
	"github.com/dodev/dodev/storage/storagetest"
)

// past is an object whose history a test keeps book of.
type past struct {
	*life
	t     *testing.T
	dir   string
	db    *sqlite.DB
	clock int64
}

func newPast(t *testing.T) *past {
	p := &past{t: t, dir: t.TempDir(), clock: 1_000_000}
	p.open()
	t.Cleanup(func() { p.Close(); _ = p.db.Close() })
	return p
}

func (p *past) open() {
	o := options(p.t, p.dir)
	o.Now = func() time.Time { return time.UnixMilli(p.clock) }
	p.db = sqlite.Open(o)
	p.life = live(p.t, p.db, room)
}

// restart ends the life, and sometimes the process.
func (p *past) restart(process bool) {
	p.t.Helper()
	if err := p.settle(); err != nil {
		p.t.Fatal(err)
	}
	p.Close()
	if !process {
		p.life = live(p.t, p.db, room)
		return
	}
	if err := p.db.Close(); err != nil {
		p.t.Fatal(err)
	}
	p.open()
}

func (p *past) bookmark() string {
	p.t.Helper()
	b, err := p.Bookmark()
	if err != nil {
		p.t.Fatal(err)
	}
	return b
}

// state answers everything the object holds.
func (p *past) state() string {
	p.t.Helper()
	var b strings.Builder
	err := p.List(storage.ListOptions{}, func(key string, value []byte) bool {
		fmt.Fprintf(&b, "%s=%d:%.8s ", key, len(value), value)
		return true
	})
	if err != nil {
		p.t.Fatal(err)
	}
	a, err := p.Alarm()
	if err != nil {
		p.t.Fatal(err)
	}
	fmt.Fprintf(&b, "alarm %v", a)
	if p.query("SELECT count(*) FROM sqlite_schema WHERE name = 't'") == "1" {
		b.WriteString(" rows " + p.query("SELECT count(*), sum(a), sum(length(b)) FROM t"))
	}
	return b.String()
}

func TestRestoreBookmark(t *testing.T) {
	p := newPast(t)
	p.put("key", "old") // in bbolt, until the first bookmark
	if err := p.SetAlarm(2_000_000, true); err != nil {
		t.Fatal(err)
	}
	if err := p.settle(); err != nil {
		t.Fatal(err)
	}
	if _, err := p.BookmarkAt(999); err == nil || !strings.Contains(err.Error(), "keeps the history of a Durable Object from the first time") {
		t.Errorf("a time before any history: %v", err)
	}
	first := p.bookmark()
	p.put("key", "new")
	p.query("CREATE TABLE t (a, b)")
	if err := p.DeleteAlarm(true); err != nil {
		t.Fatal(err)
	}
	second := p.bookmark()
	if first >= second {
		t.Errorf("bookmarks out of order: %s, %s", first, second)
	}
	if again := p.bookmark(); again != second {
		t.Errorf("nothing happened, and the bookmark is %s after %s", again, second)
	}
	undo, err := p.RestoreNext(first)
	if err != nil || undo <= second {
		t.Fatalf("undo bookmark %s, %v, of what is behind %s", undo, err, second)
	}
	p.put("key", "newest")
	p.want("key", "newest")
	p.restart(false)
	p.want("key", "old")
	if a, err := p.Alarm(); a.Time != 2_000_000 || err != nil {
		t.Errorf("the alarm is %v, %v", a, err)
	}
	if err := p.settle(); err != nil {
		t.Fatal(err)
	}
	indexed := 0
	_ = p.db.Alarms(func(_ storage.Object, a storage.Alarm, _ storage.Name) bool { indexed++; return true })
	if indexed != 1 {
		t.Errorf("%d alarms are in the index, want the restored one", indexed)
	}
	if now := p.bookmark(); now <= undo {
		t.Errorf("after going back the bookmark is %s, not behind %s", now, undo)
	}
	if _, err := p.RestoreNext(undo); err != nil {
		t.Fatal(err)
	}
	p.restart(true)
	p.want("key", "newest")
	p.query("SELECT * FROM t")

	for _, bad := range []string{"", "nonsense", strings.Repeat("0", 8), strings.Replace(first, first[:8], "00000009", 1), first[:len(first)-1] + "x"} {
		if _, err := p.RestoreNext(bad); err == nil {
			t.Errorf("%q is taken for a bookmark", bad)
		}
	}
}

// TestHistoryMatchesModel goes back and forth in a random history.
func TestHistoryMatchesModel(t *testing.T) {
	for _, seed := range storagetest.Seeds(t)[:min(6, len(storagetest.Seeds(t)))] {
		r := storagetest.NewRandom(seed)
		p := newPast(t)
		p.query("CREATE TABLE t (a, b)")
		p.bookmark()
		type moment struct {
			bookmark, state string
			time            int64
		}
		var moments []moment
		for step := range 150 {
			p.clock += 10
			switch r.N(8) {
			case 0, 1:
				p.put(fmt.Sprint("k", r.N(5)), strings.Repeat("v", r.N(9000)))
			case 2:
				p.query(fmt.Sprintf("INSERT INTO t VALUES (%d, hex(zeroblob(%d)))", step, r.N(6000)))
			case 3:
				p.query(fmt.Sprintf("DELETE FROM t WHERE a %% 3 = %d", r.N(3)))
			case 4:
				_ = p.SetAlarm(int64(step+1), true)
			case 5:
				moments = append(moments, moment{p.bookmark(), p.state(), p.clock})
			case 6:
				p.restart(r.N(3) == 0)
			case 7:
				if len(moments) == 0 || r.N(2) == 0 {
					continue
				}
				m := moments[r.N(len(moments))]
				b := m.bookmark
				if at, err := p.BookmarkAt(m.time); err != nil || at < b {
					t.Fatalf("seed %d: at %d the bookmark is %s, %v, not %s", seed, m.time, at, err, b)
				}
				if _, err := p.RestoreNext(b); err != nil {
					t.Fatalf("seed %d, step %d: %v", seed, step, err)
				}
				p.restart(r.N(3) == 0)
				if got := p.state(); got != m.state {
					t.Fatalf("seed %d, step %d: back at %s\n got %s\nwant %s", seed, step, b, got, m.state)
				}
				if got := p.query("PRAGMA quick_check"); got != "ok" {
					t.Fatalf("seed %d, step %d: quick_check: %s", seed, step, got)
				}
			}
			if err := p.settle(); err != nil {
				t.Fatal(err)
			}
		}
		if !slices.IsSortedFunc(moments, func(a, b moment) int { return strings.Compare(a.bookmark, b.bookmark) }) {
			t.Errorf("seed %d: bookmarks are out of order", seed)
		}
	}
}
