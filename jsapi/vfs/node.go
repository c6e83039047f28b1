package vfs

import "time"

// Node is a *File, a *Directory or a *Link.
type Node interface{ Stat() Stat }

// Kind is what a node is.
type Kind string

// The kinds of nodes.
const (
	KindFile      Kind = "file"
	KindDirectory Kind = "directory"
	KindLink      Kind = "symlink"
)

// Stat is what is known of a node.
type Stat struct {
	Kind     Kind
	Size     int
	Modified time.Time
	Writable bool
	Device   bool
}

var epoch = time.Unix(0, 0).UTC()

// Link is a symbolic link. Its target need not be there.
type Link struct{ Target Path }

// Stat answers that it is a link.
func (*Link) Stat() Stat { return Stat{Kind: KindLink, Modified: epoch} }
