package journal

import (
	"errors"
	"fmt"
	"path/filepath"
	"sync"
)

const (
	// full is the length of a file at which the other's turn comes.
	full = 16 << 20
	// groupBytes is about how much is written at once.
	groupBytes = 8 << 20
	// idleBytes is what is kept of that for the next time.
	idleBytes = 1 << 20
)

// ErrClosed is what entries are told that come too late.
var ErrClosed = errors.New("the journal is closed")

// Options says where a Journal keeps its files and how carefully.
type Options struct {
	// Path is what the names of the two files begin with.
	Path string
	// Create, if set, runs before the first write until it succeeds.
	Create func() error
	// Relaxed does not sync.
	Relaxed bool
}

// Entry is what becomes durable. Its methods are called by the journal, one at a time.
type Entry interface {
	// Append appends the entry's records to a group, none if there is nothing to write.
	Append(group []byte) ([]byte, error)
	// Done hears that the entry is durable, or why not, in the order in which entries were added.
	Done(err error)
}

// Journal is the journal of one state.
type Journal struct {
	options Options

	mu      sync.Mutex
	changed sync.Cond // signalled when the writer ends
	queue   []Entry
	running bool
	turn    bool // the next group goes to the other file
	closed  bool
	savers  []func() error

	// What follows is the writer's.
	created    bool
	segments   [2]segment
	current    int
	generation uint64
	group      []byte
	saved      chan error // hears how saving what the other file has ended; nil if it has nothing
}

// Open answers a journal. It touches no file before it is told to.
func Open(o Options) *Journal {
	j := &Journal{options: o, generation: 1}
	j.changed.L = &j.mu
	for i := range j.segments {
		j.segments[i].path = fmt.Sprintf("%s.%d", o.Path, i)
	}
	return j
}

// Folder is what the paths of patches are relative to.
func (j *Journal) Folder() string { return filepath.Dir(j.options.Path) }

// OnTurn has save called when a file is full: it makes durable elsewhere whatever of its caller's is done by then. It
// runs beside the writing of the other file.
func (j *Journal) OnTurn(save func() error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.savers = append(j.savers, save)
}

// Turn has the file count as full, because those who append to it would rather not keep more.
func (j *Journal) Turn() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.turn = true
}

// Add queues an entry.
func (j *Journal) Add(e Entry) {
	j.mu.Lock()
	if j.closed {
		j.mu.Unlock()
		e.Done(ErrClosed)
		return
	}
	j.queue = append(j.queue, e)
	start := !j.running
	j.running = true
	j.mu.Unlock()
	if start {
		go j.run()
	}
}

// run writes until the queue is empty.
func (j *Journal) run() {
	var spare []Entry
	var refused []error
	for {
		j.mu.Lock()
		if len(j.queue) == 0 {
			if cap(j.group) > idleBytes {
				j.group = nil
			}
			j.running = false
			j.changed.Broadcast()
			j.mu.Unlock()
			return
		}
		queue := j.queue
		j.queue = spare[:0]
		j.mu.Unlock()
		for rest := queue; len(rest) > 0; rest = rest[len(refused):] {
			refused = j.fill(rest, refused[:0])
			err := j.write()
			for i, e := range rest[:len(refused)] {
				if refused[i] != nil {
					e.Done(refused[i])
				} else {
					e.Done(err)
				}
			}
		}
		clear(queue)
		spare = queue
	}
}

// fill gathers a group, and answers of each entry that is in it why it cannot be, or nil.
func (j *Journal) fill(queue []Entry, refused []error) []error {
	if cap(j.group) > 2*groupBytes {
		j.group = nil
	}
	j.group = append(j.group[:0], make([]byte, headSize)...)
	for _, e := range queue {
		n := len(j.group)
		group, err := e.Append(j.group)
		if j.group = group; err != nil {
			j.group = group[:n]
		}
		if refused = append(refused, err); len(j.group) > groupBytes {
			break
		}
	}
	return refused
}

// write makes the group durable.
func (j *Journal) write() error {
	if len(j.group) == headSize {
		return nil
	}
	if !j.created {
		if err := j.create(); err != nil {
			return err
		}
		j.created = true
	}
	j.mu.Lock()
	turn := j.turn
	j.turn = false
	j.mu.Unlock()
	if s := &j.segments[j.current]; s.end > 0 && (turn || s.unsafe || s.end+int64(len(j.group)) > full) {
		if err := j.change(); err != nil {
			j.Turn()
			return fmt.Errorf("save what the journal has: %w", err)
		}
	}
	seal(j.group, j.generation)
	if err := j.segments[j.current].write(j.group, j.options.Relaxed); err != nil {
		return fmt.Errorf("write journal %s: %w", j.segments[j.current].path, err)
	}
	return nil
}

// create comes before the first write. Files that are there although nothing was recovered belong to a state that is gone.
func (j *Journal) create() error {
	if j.options.Create != nil {
		if err := j.options.Create(); err != nil {
			return err
		}
	}
	return errors.Join(j.segments[0].remove(), j.segments[1].remove())
}

// change begins the other file anew.
func (j *Journal) change() error {
	if j.saved != nil {
		err := <-j.saved
		j.saved = nil
		if err != nil { // once more, before it is anybody's error
			err = j.save()
		}
		if err != nil {
			j.saved = make(chan error, 1)
			j.saved <- err
			return err
		}
	}
	s := &j.segments[1-j.current]
	if err := s.restart(j.options.Relaxed); err != nil {
		return err
	}
	j.current = 1 - j.current
	j.generation++
	saved := make(chan error, 1)
	j.saved = saved
	go func() { saved <- j.save() }()
	return nil
}

func (j *Journal) save() error {
	j.mu.Lock()
	savers := j.savers
	j.mu.Unlock()
	var errs []error
	for _, save := range savers {
		errs = append(errs, save())
	}
	return errors.Join(errs...)
}

// Close waits for what was added, has everything saved and removes the files. If it cannot be saved they stay.
func (j *Journal) Close() error {
	j.mu.Lock()
	for j.running {
		j.changed.Wait()
	}
	closed := j.closed
	j.closed = true
	j.mu.Unlock()
	if closed {
		return nil
	}
	if j.saved != nil {
		<-j.saved // what failed is tried again
	}
	err := j.save()
	for _, s := range []*segment{&j.segments[1-j.current], &j.segments[j.current]} { // never is the older one left alone
		switch {
		case s.file == nil:
		case err == nil:
			err = s.remove()
		default:
			err = errors.Join(err, s.file.Close())
		}
	}
	return err
}
