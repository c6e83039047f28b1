package emulator

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/dodev/dodev/config"
	"github.com/dodev/dodev/storage/bolt"
	"github.com/dodev/dodev/storage/sqlite"
)

// State is what the objects and bindings of a project store. One process has it at a time.
type State struct {
	Objects *sqlite.DB
	Base    *bolt.DB
	// Shelf has what stands behind the other bindings.
	Shelf *bolt.Shelf
	lock  *bolt.ProcessLock
}

// StateFolder answers where the state of a project is, unless it was told to be elsewhere.
func StateFolder(c *config.Config, persistTo string) (string, error) {
	if persistTo == "" {
		persistTo = filepath.Join(c.Dir, ".dodev", "state")
	}
	folder, err := filepath.Abs(persistTo)
	if err != nil {
		return "", fmt.Errorf("find the state folder: %w", err)
	}
	return folder, nil
}

// OpenState locks and opens a state folder, which is made at the first write. Of the options it takes those that do
// not say where files are.
func OpenState(folder string, o sqlite.Options) (*State, error) {
	s := &State{}
	var err error
	if s.lock, err = bolt.Lock(folder, ""); err != nil {
		return nil, err
	}
	if s.Base, err = bolt.Open(bolt.Options{Path: filepath.Join(folder, "objects.db"), Relaxed: o.Relaxed}); err != nil {
		return nil, errors.Join(err, s.lock.Release())
	}
	o.Folder, o.Base = filepath.Join(folder, "sqlite"), s.Base
	s.Objects = sqlite.Open(o)
	s.Shelf = bolt.NewShelf(bolt.Options{Path: filepath.Join(folder, "bindings.db"), Relaxed: o.Relaxed})
	return s, nil
}

// Close closes the state, which is on disk when it returns.
func (s *State) Close() error {
	return errors.Join(s.Objects.Close(), s.Shelf.Close(), s.lock.Release())
}
