package vfs

import "time"

// FS is the file system of one Worker in one isolate.
type FS struct {
	root    *Directory
	open    map[int]*Descriptor
	next    int
	stream  func(fd int) *File
	numbers int // of temporary folders
}

// New answers a file system with some folders at its root, which itself cannot be changed. The standard streams are made
// by stream when somebody uses them.
func New(stream func(fd int) *File, folders ...Folder) *FS {
	root := &Directory{readOnly: true}
	for _, f := range folders {
		root.put(f.Name, f.Directory)
	}
	return &FS{root: root, open: map[int]*Descriptor{}, next: 3, stream: stream}
}

// Folder is a directory at the root.
type Folder struct {
	Name      string
	Directory *Directory
}

// maxLinks is how many links one path may lead through.
const maxLinks = 256

// walk finds nodes.
type walk struct {
	fs     *FS
	follow bool
	create bool // directories that are not there
	links  map[*Link]bool
}

// enter notes a link that is followed. None is followed twice.
func (w *walk) enter(l *Link) error {
	if w.links[l] || len(w.links) >= maxLinks {
		return tooDeep
	}
	if w.links == nil {
		w.links = map[*Link]bool{}
	}
	w.links[l] = true
	return nil
}

// target answers the file or the directory that a link leads to, nil if there is none.
func (w *walk) target(l *Link) (Node, error) {
	if err := w.enter(l); err != nil {
		return nil, err
	}
	return (&walk{fs: w.fs, follow: true, links: w.links}).find(w.fs.root, l.Target)
}

// find answers the node at a path below d, nil if there is none.
func (w *walk) find(d *Directory, path Path) (n Node, err error) {
	for len(path) > 0 {
		n = d.get(path[0])
		if n == nil {
			if w.create {
				return d.make(path)
			}
			return nil, nil
		}
		path = path[1:]
		if l, ok := n.(*Link); ok {
			if !w.follow {
				if len(path) == 0 {
					return l, nil
				}
				return nil, nil
			}
			if n, err = w.target(l); n == nil || err != nil {
				return nil, err
			}
		}
		if len(path) == 0 {
			return n, nil
		}
		below, ok := n.(*Directory)
		if !ok {
			return nil, nil
		}
		d = below
	}
	return d, nil
}

// make makes the directories of a path below d.
func (d *Directory) make(path Path) (Node, error) {
	for _, name := range path {
		below := NewDirectory()
		if err := d.add(name, below); err != nil {
			return nil, err
		}
		d = below
	}
	return d, nil
}

// find answers the node at a path, nil if there is none.
func (f *FS) find(path Path, follow bool) (Node, error) {
	return (&walk{fs: f, follow: follow}).find(f.root, path)
}

// directory answers the directory at a path for a system call: nil if nothing is there, an error if it is none.
func (f *FS) directory(syscall string, path Path) (*Directory, error) {
	n, err := f.find(path, true)
	if n == nil || err != nil {
		return nil, by(syscall, err)
	}
	d, ok := n.(*Directory)
	if !ok {
		return nil, failed(syscall, "ENOTDIR")
	}
	return d, nil
}

// Stat answers what is known of the node at a path. Nothing need be there.
func (f *FS) Stat(path Path, follow bool) (s Stat, ok bool, err error) {
	n, err := f.find(path, follow)
	if n == nil || err != nil {
		return Stat{}, false, by("stat", err)
	}
	return n.Stat(), true, nil
}

// Touch gives a file a time. Directories and links have none.
func (f *FS) Touch(path Path, t time.Time, follow bool) error {
	n, err := f.find(path, follow)
	switch {
	case err != nil:
		return by("futimes", err)
	case n == nil:
		return at("utimes", path.String(), plain("ENOENT"))
	}
	return touch(n, t)
}

func touch(n Node, t time.Time) error {
	if file, ok := n.(*File); ok {
		return by("futimes", file.touch(t))
	}
	return nil
}

// Truncate gives a file a size.
func (f *FS) Truncate(path Path, size int) error {
	n, err := f.find(path, true)
	switch {
	case err != nil:
		return by("ftruncate", err)
	case n == nil:
		return at("ftruncate", path.String(), plain("ENOENT"))
	}
	return truncate(n, size)
}

func truncate(n Node, size int) error {
	if file, ok := n.(*File); ok {
		return by("ftruncate", file.resize(size))
	}
	return failed("ftruncate", "EISDIR")
}

// Readlink answers where a link points to. With strict, what is no link is an error.
func (f *FS) Readlink(path Path, strict bool) (string, error) {
	n, err := f.find(path, false)
	switch l, link := n.(*Link); {
	case err != nil:
		return "", at("readlink", path.String(), err)
	case n == nil:
		return "", at("readlink", path.String(), plain("ENOENT"))
	case link:
		return l.Target.String(), nil
	case strict:
		return "", failed("readlink", "EINVAL")
	}
	return path.String(), nil
}

// ReadFile answers all the bytes of a file.
func (f *FS) ReadFile(path Path, syscall string) ([]byte, error) {
	n, err := f.find(path, true)
	switch file, ok := n.(*File); {
	case err != nil:
		return nil, by(syscall, err)
	case n == nil:
		return nil, at(syscall, path.String(), plain("ENOENT"))
	case ok:
		return file.data, nil
	}
	return nil, failed(syscall, "EISDIR")
}

// WriteFile makes b the bytes of a file, or appends it. exclusive refuses one that is there.
func (f *FS) WriteFile(pathname string, b []byte, appending, exclusive bool) (int, error) {
	const syscall = "writeAll"
	n, err := f.find(ParsePath(pathname), true)
	if err != nil {
		return 0, by(syscall, err)
	}
	if n == nil {
		return f.writeNew(pathname, b)
	}
	file, ok := n.(*File)
	switch {
	case exclusive:
		return 0, failed(syscall, "EEXIST")
	case !ok:
		return 0, failed(syscall, "EISDIR")
	case file.readOnly:
		return 0, failed(syscall, "EPERM")
	case appending:
		written, err := file.write(len(file.data), b)
		return written, by(syscall, err)
	}
	written, err := file.fill(b)
	return written, by(syscall, err)
}

func (f *FS) writeNew(pathname string, b []byte) (int, error) {
	const syscall = "writeAll"
	parent, name := split(pathname)
	d, err := f.directory(syscall, parent)
	switch {
	case err != nil:
		return 0, err
	case d == nil:
		return 0, at(syscall, ParsePath(pathname).String(), plain("ENOENT"))
	case !d.Stat().Writable:
		return 0, failed(syscall, "EPERM")
	case len(b) > MaxSize:
		return 0, by(syscall, tooLarge)
	}
	return len(b), by(syscall, d.add(name, newFile(append([]byte(nil), b...))))
}
