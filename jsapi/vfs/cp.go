package vfs

import "fmt"

// CopyOptions are those of Node's cp.
type CopyOptions struct{ Dereference, Recursive, Force, ErrorOnExist bool }

func refused(code, message string) error { return &Error{Code: code, Message: message} }

var (
	errExists       = refused("ERR_FS_CP_EEXIST", "File already exists")
	errOverFile     = refused("ERR_FS_CP_DIR_TO_NON_DIR", "Cannot copy directory to non-directory")
	errOverFolder   = refused("ERR_FS_CP_NON_DIR_TO_DIR", "Cannot copy non-directory to directory")
	errNotRecursive = refused("ERR_FS_EISDIR", "Expected a file but found a directory")
)

// CopyTree copies a node, a directory with all that is in it. Directories above the target are made.
func (f *FS) CopyTree(from, to string, o CopyOptions) error {
	source, target := ParsePath(from), ParsePath(to)
	switch {
	case from == to:
		return &Error{Message: "Source and destination paths must not be the same"}
	case target.below(source):
		return refused("ERR_FS_CP_EINVAL", fmt.Sprintf("Cannot copy '%s' to a subdirectory of itself, '%s'", from, to))
	}
	n, err := f.find(source, o.Dereference)
	if err != nil {
		return by("cp", err)
	}
	there, err := f.find(target, o.Dereference)
	switch {
	case err != nil:
		return by("cp", err)
	case n == nil:
		return at("cp", source.String(), plain("ENOENT"))
	}
	if d, ok := n.(*Directory); ok {
		return f.copyDirectory(d, there, target, o)
	}
	if _, ok := there.(*Directory); ok {
		if _, link := n.(*Link); link {
			return failed("cp", "ENOTDIR")
		}
		return errOverFolder
	}
	if there != nil && !o.Force {
		if o.ErrorOnExist {
			return errExists
		}
		return nil
	}
	if over, ok := there.(*Link); ok {
		if _, link := n.(*Link); link {
			n = over // a link stays where a link is copied to
		}
	}
	return by("cp", f.copyTo(n, to))
}

// copyDirectory copies a directory to a path and what is there.
func (f *FS) copyDirectory(d *Directory, there Node, target Path, o CopyOptions) error {
	if !o.Recursive {
		return errNotRecursive
	}
	switch there := there.(type) {
	case *File:
		return errOverFile
	case *Link:
		return failed("cp", "ENOTDIR")
	case *Directory:
		return f.merge(d, there, d.list(), o)
	}
	entries := append([]entry(nil), d.list()...) // what is copied is not what the copy adds
	n, err := (&walk{fs: f, follow: true, create: true}).find(f.root, target)
	switch made := n.(type) {
	case *Directory:
		return f.merge(d, made, entries, o)
	case *File:
		return failed("cp", "ENOTDIR")
	}
	if err == nil {
		err = plain("EINVAL")
	}
	return by("cp", err)
}

// copyTo puts a copy of a file, or a link, under a name.
func (f *FS) copyTo(n Node, to string) error {
	parent, name := split(to)
	above, err := (&walk{fs: f, follow: true, create: true}).find(f.root, parent)
	switch d := above.(type) {
	case *Directory:
		return replace(d, name, n)
	case *File:
		return plain("ENOTDIR")
	}
	if err == nil {
		err = plain("EINVAL")
	}
	return err
}

func replace(d *Directory, name string, n Node) error {
	if name == "" {
		return ErrComponent
	}
	if err := d.remove(name, false); err != nil {
		return err
	}
	if file, ok := n.(*File); ok {
		n = file.clone()
	}
	return d.add(name, n)
}

// merge copies the entries of one directory into another.
func (f *FS) merge(from, to *Directory, entries []entry, o CopyOptions) error {
	switch {
	case !to.Stat().Writable:
		return by("cp", &fault{"EPERM", "Destination directory is not writable"})
	case from.real() == to.real():
		return by("cp", &fault{"EINVAL", "Source and destination directories are the same"})
	}
	for _, e := range entries {
		there, err := (&walk{fs: f, follow: o.Dereference}).find(to, Path{e.name})
		if err != nil {
			return by("cp", err)
		}
		if d, ok := e.node.(*Directory); ok {
			err = f.mergeDirectory(d, to, e.name, there, o)
		} else {
			err = mergeFile(e.node, to, e.name, there, o)
		}
		if err != nil {
			return by("cp", err)
		}
	}
	return nil
}

func (f *FS) mergeDirectory(d, to *Directory, name string, there Node, o CopyOptions) error {
	switch there := there.(type) {
	case *File:
		return &fault{"ENOTDIR", "Cannot copy directory to file: " + name}
	case *Link:
		return &fault{"EISDIR", "Cannot copy directory to symbolic link: " + name}
	case *Directory:
		return f.merge(d, there, d.list(), o)
	}
	entries := append([]entry(nil), d.list()...)
	made := NewDirectory()
	if err := to.add(name, made); err != nil {
		return err
	}
	return f.merge(d, made, entries, o)
}

// mergeFile copies a file or a link into a directory.
func mergeFile(n Node, to *Directory, name string, there Node, o CopyOptions) error {
	what := "file"
	if _, ok := n.(*Link); ok {
		what = "link"
	}
	_, directory := there.(*Directory)
	switch {
	case directory:
		return &fault{"EISDIR", "Cannot copy " + what + " to directory: " + name}
	case there == n, there != nil && !o.Force && !o.ErrorOnExist:
		return nil
	case there != nil && !o.Force:
		return &fault{"EEXIST", "Destination already exists: " + name}
	}
	return replace(to, name, n)
}
