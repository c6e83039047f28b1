package wrangler

import (
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/bolt"
	"github.com/dodev/dodev/storage/sqlite"
)

// Options says what is moved between which two states.
type Options struct {
	// Folder is .wrangler/state, or what wrangler's --persist-to names.
	Folder string
	// Objects and Base are dodev's state, which nobody else uses.
	Objects *sqlite.DB
	Base    *bolt.DB
	// Namespaces, if there are any, are the only ones to be moved.
	Namespaces []string
	// Replace allows to replace objects that are there already.
	Replace bool
}

// Count is what was moved of one namespace.
type Count struct {
	Namespace               string
	Objects, Facets, Alarms int
}

// ErrNothing reports that there is nothing to move.
var ErrNothing = errors.New("there are no Durable Objects")

// ExistsError reports objects that would have to be replaced.
type ExistsError struct {
	Namespace string
	ID        [32]byte // of the first
	Objects   int
}

// Error names the first of the objects.
func (e *ExistsError) Error() string {
	first := fmt.Sprintf("%s %x", e.Namespace, e.ID)
	switch e.Objects {
	case 1:
		return "there is an object already that would have to be replaced: " + first
	default:
		return fmt.Sprintf("there are %d objects already that would have to be replaced, the first is %s", e.Objects, first)
	}
}

// add notes one more object.
func (e *ExistsError) add(obj storage.Object) {
	if e.Objects == 0 {
		e.Namespace, e.ID = obj.Namespace, obj.ID
	}
	e.Objects++
}

// UnknownError reports a namespace that has no objects.
type UnknownError struct {
	Namespace string
	Known     []string // those that have
}

// Error names those that have objects.
func (e *UnknownError) Error() string {
	return fmt.Sprintf("there are no objects of %s; there are of %s", e.Namespace, strings.Join(e.Known, ", "))
}

// BusyError reports that the other side's state is in use.
type BusyError struct{ Folder string }

// Error says what to do.
func (e *BusyError) Error() string {
	return fmt.Sprintf("state folder %s is in use by wrangler dev; stop it first", e.Folder)
}

// chosen answers which of the namespaces are to be moved.
func (o *Options) chosen(all []string) ([]string, error) {
	if len(all) == 0 {
		return nil, ErrNothing
	}
	if len(o.Namespaces) == 0 {
		return all, nil
	}
	for _, n := range o.Namespaces {
		if !slices.Contains(all, n) {
			return nil, &UnknownError{Namespace: n, Known: all}
		}
	}
	return o.Namespaces, nil
}

// root is the folder of all namespaces.
func (o *Options) root() string { return filepath.Join(o.Folder, "v3", "do") }

// folder is the folder of a namespace.
func (o *Options) folder(namespace string) (string, error) {
	if namespace == "." || !filepath.IsLocal(namespace) || strings.ContainsAny(namespace, `/\`) {
		return "", fmt.Errorf("the objects of %q have no place in %s: that is no name of a folder", namespace, o.root())
	}
	return filepath.Join(o.root(), namespace), nil
}

const schedule = "metadata.sqlite"

// file is the name of a file without what tells its kind; n is the number of a facet, 0 is the object itself.
func file(folder string, id [32]byte, n int) string {
	name := hex.EncodeToString(id[:])
	if n > 0 {
		name += fmt.Sprintf(".%d", n)
	}
	return filepath.Join(folder, name)
}

var objectFile = regexp.MustCompile(`^([0-9a-f]{64})\.(sqlite|facets)$`)

// ids answers the objects that have files in a folder, in order.
func ids(folder string) ([][32]byte, error) {
	files, err := os.ReadDir(folder) // sorted
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	var list [][32]byte
	for _, f := range files {
		m := objectFile.FindStringSubmatch(f.Name())
		if m == nil || f.IsDir() {
			continue
		}
		id, _ := hex.DecodeString(m[1])
		if n := len(list); n == 0 || list[n-1] != [32]byte(id) {
			list = append(list, [32]byte(id))
		}
	}
	return list, err
}
