package vfs

import "strings"

// Entry is a node as its directory lists it.
type Entry struct {
	Name, Parent string
	Node         Node
}

// List answers what is in a directory; with recursive what is below it, by paths from the root.
func (f *FS) List(path Path, recursive bool) ([]Entry, error) {
	const syscall = "readdir"
	n, err := f.find(path, false)
	switch n := n.(type) {
	case *Directory:
		l := &lister{walk: walk{fs: f}, recursive: recursive}
		err := l.list(n, path)
		return l.entries, by(syscall, err)
	case *File:
		return nil, at(syscall, path.String(), plain("ENOTDIR"))
	case *Link:
		return nil, at(syscall, path.String(), plain("EINVAL"))
	}
	if err == nil {
		err = plain("ENOENT")
	}
	return nil, at(syscall, path.String(), err)
}

type lister struct {
	walk      walk
	recursive bool
	entries   []Entry
}

func (l *lister) list(d *Directory, path Path) error {
	for _, e := range d.list() {
		below := append(path[:len(path):len(path)], e.name)
		name := e.name
		if l.recursive {
			name = strings.TrimPrefix(below.String(), "/")
		}
		l.entries = append(l.entries, Entry{name, path.String(), e.node})
		if !l.recursive {
			continue
		}
		if err := l.enter(e.node, below); err != nil {
			return err
		}
	}
	return nil
}

// enter lists what is below an entry, through a link as well. A link within what it leads to is an error.
func (l *lister) enter(n Node, path Path) error {
	if link, ok := n.(*Link); ok {
		if len(l.walk.links) == 0 {
			defer func() { l.walk.links = nil }()
		}
		var err error
		if n, err = l.walk.target(link); err != nil {
			return err
		}
	}
	if d, ok := n.(*Directory); ok {
		return l.list(d, path)
	}
	return nil
}
