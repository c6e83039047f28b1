package queues

import (
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/storage/bolt"
)

// diary is a consumer that writes down when it gets what, and fails what says so.
type diary struct {
	began time.Time
	mu    sync.Mutex
	lines []string
}

func (d *diary) write(line string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lines = append(d.lines, line)
}

func (d *diary) consumer(dead *Queue) *Consumer {
	return &Consumer{
		BatchSize: 3, Timeout: time.Second, Retries: 2, RetryDelay: 10, DeadLetter: dead,
		Deliver: func(b *Batch, done func(Result)) {
			line := time.Since(d.began).Truncate(time.Second).String() + " " + b.Queue
			r := Result{Retries: map[string]Retry{}}
			for _, m := range b.Messages {
				line += " " + string(m.Body)
				if string(m.Body) == "bad" {
					r.Retries[m.ID] = Retry{}
				}
			}
			d.write(line)
			done(r)
		},
		Report: func(int, int, time.Duration) {},
		Lost:   func(m *Message, _ int) { d.write("lost " + string(m.Body)) },
	}
}

func (d *diary) want(t *testing.T, lines ...string) {
	t.Helper()
	synctest.Wait()
	d.mu.Lock()
	defer d.mu.Unlock()
	if got, want := strings.Join(d.lines, "\n"), strings.Join(lines, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	d.lines = nil
}

func send(t *testing.T, q *Queue, delay int, bodies ...string) {
	t.Helper()
	var list []*Message
	var delays []int
	for _, b := range bodies {
		list, delays = append(list, &Message{ContentType: "text", Body: []byte(b)}), append(delays, delay)
	}
	if _, err := q.Send(list, delays); err != nil {
		t.Fatal(err)
	}
}

// TestDelivery: a full batch comes at once, another waits; what fails comes again later, and goes to the dead letters in
// the end; what is left when the process ends comes with the next.
func TestDelivery(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bindings.db")
	synctest.Test(t, func(t *testing.T) {
		open := func() (*bolt.Shelf, *Queue, *diary) {
			shelf := bolt.NewShelf(bolt.Options{Path: path})
			q, dead := Open(shelf, "jobs", host.System()), Open(shelf, "dead", host.System())
			d := &diary{began: time.Now()}
			if err := dead.Consume(d.consumer(nil)); err != nil {
				t.Fatal(err)
			}
			if err := q.Consume(d.consumer(dead)); err != nil {
				t.Fatal(err)
			}
			return shelf, q, d
		}
		shelf, q, d := open()
		send(t, q, 0, "a", "b", "c", "d")
		time.Sleep(5 * time.Second)
		d.want(t, "0s jobs a b c", "1s jobs d")
		send(t, q, 0, "bad", "good")
		time.Sleep(time.Minute)
		d.want(t, "6s jobs bad good", "17s jobs bad", "28s jobs bad", "lost bad", "29s dead bad", "40s dead bad", "51s dead bad", "lost bad")
		send(t, q, 30, "late")
		q.Close()
		if err := shelf.Close(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Second)

		shelf, q, d = open()
		time.Sleep(time.Minute)
		d.want(t, "29s jobs late")
		if m := q.Metrics(); m != (Metrics{}) {
			t.Errorf("Metrics: %+v", m)
		}
		q.Close()
		if err := shelf.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

// TestConsumerReturns: what came to wait while a queue had no consumer is delivered to the next one.
func TestConsumerReturns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shelf := bolt.NewShelf(bolt.Options{Path: filepath.Join(t.TempDir(), "bindings.db")})
		q, d := Open(shelf, "jobs", host.System()), &diary{began: time.Now()}
		consume := func(c *Consumer) {
			if err := q.Consume(c); err != nil {
				t.Fatal(err)
			}
		}
		consume(d.consumer(nil))
		send(t, q, 0, "a")
		consume(nil)
		time.Sleep(5 * time.Second)
		d.want(t)
		consume(d.consumer(nil))
		time.Sleep(5 * time.Second)
		d.want(t, "6s jobs a")
		q.Close()
		if err := shelf.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

// TestDone: a consumer is not held up by the disk when it has answered.
func TestDone(t *testing.T) {
	shelf := bolt.NewShelf(bolt.Options{Path: filepath.Join(t.TempDir(), "bindings.db")})
	q, answered := Open(shelf, "jobs", host.System()), make(chan bool)
	if err := q.Consume(&Consumer{
		BatchSize: 1, Report: func(int, int, time.Duration) {},
		Deliver: func(_ *Batch, done func(Result)) {
			err := shelf.Update("other", func(bolt.Section) error { // nobody else writes meanwhile
				returned := make(chan struct{})
				go func() {
					defer close(returned)
					done(Result{})
				}()
				select {
				case <-returned:
					answered <- true
				case <-time.After(10 * time.Second):
					answered <- false
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		},
	}); err != nil {
		t.Fatal(err)
	}
	send(t, q, 0, "a")
	if !<-answered {
		t.Error("done waited for the disk")
	}
	q.Close()
	if err := shelf.View("queues/jobs", func(s bolt.Section) error {
		s.Scan(nil, func(k, _ []byte) bool {
			t.Errorf("the message %x is there after Close", k)
			return true
		})
		return nil
	}); err != nil {
		t.Error(err)
	}
	if err := shelf.Close(); err != nil {
		t.Fatal(err)
	}
}
