package vfs

import "iter"

// Directory is nodes by their names.
type Directory struct {
	readOnly bool
	entries  []entry
	index    map[string]int
	// stands answers the directory that this one stands for, each time somebody looks.
	stands func() *Directory
}

type entry struct {
	name string
	node Node
}

// NewDirectory answers an empty directory.
func NewDirectory() *Directory { return &Directory{} }

// Standing answers a directory that is whatever f answers.
func Standing(f func() *Directory) *Directory { return &Directory{stands: f} }

// Fixed answers a directory that nobody can change, with files at paths below it.
func Fixed(files iter.Seq2[string, []byte]) *Directory {
	top := &Directory{readOnly: true}
	for pathname, data := range files {
		path := ParsePath(pathname)
		d := top
		for _, name := range path[:max(len(path)-1, 0)] {
			below, ok := d.get(name).(*Directory)
			if !ok {
				below = &Directory{readOnly: true}
				d.put(name, below)
			}
			d = below
		}
		if len(path) > 0 {
			d.put(path[len(path)-1], NewFile(data))
		}
	}
	return top
}

func (d *Directory) real() *Directory {
	if d.stands != nil {
		return d.stands()
	}
	return d
}

// Stat answers that it is a directory.
func (d *Directory) Stat() Stat {
	return Stat{Kind: KindDirectory, Modified: epoch, Writable: !d.real().readOnly}
}

func (d *Directory) get(name string) Node {
	d = d.real()
	if n, ok := d.index[name]; ok {
		return d.entries[n].node
	}
	return nil
}

func (d *Directory) list() []entry { return d.real().entries }

func (d *Directory) put(name string, n Node) {
	if d.index == nil {
		d.index = map[string]int{}
	}
	d.index[name] = len(d.entries)
	d.entries = append(d.entries, entry{name, n})
}

// add puts a node under a name that is not taken.
func (d *Directory) add(name string, n Node) error {
	d = d.real()
	switch {
	case d.readOnly:
		return plain("EPERM")
	case name == "":
		return badName
	case d.get(name) != nil:
		return plain("EEXIST")
	}
	d.put(name, n)
	return nil
}

// remove takes a node away, if there is one. The last node takes its place, so that the order is the platform's.
func (d *Directory) remove(name string, recursive bool) error {
	d = d.real()
	if d.readOnly {
		return plain("EPERM")
	}
	n, ok := d.index[name]
	if !ok {
		return nil
	}
	if below, ok := d.entries[n].node.(*Directory); ok && !recursive && len(below.list()) > 0 {
		return plain("ENOTEMPTY")
	}
	last := len(d.entries) - 1
	d.entries[n] = d.entries[last]
	d.index[d.entries[n].name] = n
	d.entries[last] = entry{}
	d.entries = d.entries[:last]
	delete(d.index, name)
	return nil
}
