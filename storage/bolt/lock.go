package bolt

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gofrs/flock"

	"github.com/dodev/dodev/storage"
)

// ProcessLock holds a state folder for one process.
type ProcessLock struct {
	lock  *flock.Flock
	owner string // path of the file that names the holder
}

// HeldError reports who holds a lock. It is a storage.ErrLocked.
type HeldError struct {
	// Path is the state folder.
	Path string
	// Pid and Address are the holder's, 0 and "" if it has not told.
	Pid     int
	Address string
}

// Error names the holder.
func (e *HeldError) Error() string {
	holder := "another process"
	if e.Pid != 0 {
		holder = "process " + strconv.Itoa(e.Pid)
	}
	if e.Address != "" {
		holder += " at " + e.Address
	}
	return fmt.Sprintf("state folder %s is in use by %s; stop it, or give this one another state folder", e.Path, holder)
}

// Unwrap answers storage.ErrLocked.
func (e *HeldError) Unwrap() error { return storage.ErrLocked }

// Lock takes the lock of a state folder, which need not exist and is not
// created: the lock lives in the system's temporary folder. Address is where
// this process can be reached, for the next to be told; it may be empty until
// Announce. If the lock is taken the error is a *HeldError.
func Lock(path, address string) (*ProcessLock, error) {
	dir, err := lockFolder()
	if err != nil {
		return nil, fmt.Errorf("lock state folder: %w", err)
	}
	real, err := resolve(path)
	if err != nil {
		return nil, fmt.Errorf("lock state folder: %w", err)
	}
	sum := sha256.Sum256([]byte(real))
	base := filepath.Join(dir, hex.EncodeToString(sum[:16]))
	l := &ProcessLock{lock: flock.New(base + ".lock"), owner: base + ".owner"}
	ok, err := l.lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock state folder: %w", err)
	}
	if !ok {
		held := &HeldError{Path: path}
		held.Pid, held.Address = readOwner(l.owner)
		return nil, held
	}
	if err := l.Announce(address); err != nil {
		l.Release()
		return nil, err
	}
	return l, nil
}

// Announce changes the address others are told.
func (l *ProcessLock) Announce(address string) error {
	// A file of its own: on Windows nobody else can read a locked one.
	// Renamed into place, so that a reader never sees half of it.
	next := l.owner + ".new"
	text := strconv.Itoa(os.Getpid()) + " " + address + "\n"
	if err := os.WriteFile(next, []byte(text), 0o600); err != nil {
		return fmt.Errorf("announce lock holder: %w", err)
	}
	if err := os.Rename(next, l.owner); err != nil {
		return fmt.Errorf("announce lock holder: %w", err)
	}
	return nil
}

// Release gives the lock back. The lock file stays: removing it could take it
// from under a process that is just locking it.
func (l *ProcessLock) Release() error {
	_ = os.Remove(l.owner) // stale at worst; who holds the lock overwrites it
	return l.lock.Unlock()
}

func readOwner(path string) (pid int, address string) {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0, ""
	}
	first, rest, _ := strings.Cut(strings.TrimSpace(string(text)), " ")
	if pid, err = strconv.Atoi(first); err != nil {
		return 0, ""
	}
	return pid, rest
}

// lockFolder answers a folder of this user's own.
func lockFolder() (string, error) {
	name := "dodev"
	if uid := os.Getuid(); uid >= 0 { // on Windows the folder is the user's anyway
		name += "-" + strconv.Itoa(uid)
	}
	dir := filepath.Join(os.TempDir(), name)
	return dir, os.MkdirAll(dir, 0o700)
}

// resolve answers one absolute path for every way to name a folder, even one
// of which only the upper part exists.
func resolve(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	rest := ""
	for dir := path; ; {
		if real, err := filepath.EvalSymlinks(dir); err == nil {
			return filepath.Join(real, rest), nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return path, nil
		}
		dir, rest = parent, filepath.Join(filepath.Base(dir), rest)
	}
}
