package vfs

import "strconv"

// Link makes a link at a pathname: a second name of a node, or a symbolic one of whatever is there.
func (f *FS) Link(pathname string, target Path, symbolic bool) error {
	const syscall = "link"
	n, err := f.find(ParsePath(pathname), true)
	switch {
	case err != nil:
		return by(syscall, err)
	case n != nil:
		return by(syscall, &fault{"EEXIST", "File already exists"})
	}
	parent, name := split(pathname)
	if name == "" {
		return by(syscall, &fault{"EINVAL", "Invalid filename"})
	}
	n, err = f.find(parent, true)
	d, ok := n.(*Directory)
	switch {
	case err == nil && n == nil:
		return at(syscall, target.String(), &fault{"ENOENT", "Directory does not exist"})
	case !ok:
		return by(syscall, &fault{"EINVAL", "Not a directory"})
	case symbolic:
		return by(syscall, d.add(name, &Link{target}))
	}
	n, err = f.find(target, false)
	switch _, directory := n.(*Directory); {
	case err != nil:
		return by(syscall, err)
	case n == nil:
		return at(syscall, target.String(), &fault{"ENOENT", "File not found"})
	case directory:
		return by(syscall, &fault{"EPERM", "Cannot hardlink to a directory"})
	}
	return by(syscall, d.add(name, n))
}

// behind answers the node of a name, or what it leads to if it is a link.
func (f *FS) behind(d *Directory, name string) (Node, error) {
	if name == "" {
		return nil, ErrComponent
	}
	return (&walk{fs: f, follow: true}).find(d, Path{name})
}

// Unlink takes away a file's name.
func (f *FS) Unlink(pathname string) error {
	const syscall = "unlink"
	parent, name := split(pathname)
	gone := &fault{"ENOENT", "File not found"}
	n, err := f.find(parent, true)
	d, ok := n.(*Directory)
	switch {
	case err == nil && n == nil:
		return at(syscall, name, gone)
	case !ok:
		return by(syscall, &fault{"ENOTDIR", "Parent path is not a directory"})
	}
	n, err = f.behind(d, name)
	switch _, directory := n.(*Directory); {
	case err != nil:
		return by(syscall, err)
	case n == nil:
		return at(syscall, name, gone)
	case directory:
		return by(syscall, &fault{"EISDIR", "Cannot unlink a directory"})
	}
	return by(syscall, d.remove(name, false))
}

// Remove takes away a node, if there is one: with directories only a directory, which then has to be there.
func (f *FS) Remove(pathname string, recursive, directories bool) error {
	const syscall = "rm"
	parent, name := split(pathname)
	n, err := f.find(parent, true)
	d, ok := n.(*Directory)
	switch {
	case err == nil && n == nil:
		return at(syscall, name, plain("ENOENT"))
	case !ok:
		return at(syscall, name, plain("ENOTDIR"))
	case !d.Stat().Writable:
		return failed(syscall, "EPERM")
	case name == "":
		return ErrComponent
	}
	if directories {
		n, err := f.behind(d, name)
		switch _, directory := n.(*Directory); {
		case err != nil:
			return by(syscall, err)
		case n == nil:
			return at(syscall, name, plain("ENOENT"))
		case !directory:
			return failed(syscall, "ENOTDIR")
		}
	}
	return at(syscall, name, d.remove(name, recursive))
}

// Mkdir makes a directory, unless it is there. With all, the ones above it are made as well, and the first of these
// is answered.
func (f *FS) Mkdir(pathname string, all bool) (first string, err error) {
	if there, err := f.isDirectory(pathname); there || err != nil {
		return "", err
	}
	if all {
		return f.mkdirAll(ParsePath(pathname))
	}
	d, name, err := f.parentOf("mkdir", pathname)
	if err != nil {
		return "", err
	}
	return "", by("mkdir", d.add(name, NewDirectory()))
}

// MkdirTemp makes a directory with a name that begins with the pathname's, and answers it; "" is one that was there.
func (f *FS) MkdirTemp(pathname string) (string, error) {
	if there, err := f.isDirectory(pathname); there || err != nil {
		return "", err
	}
	d, name, err := f.parentOf("mkdir", pathname)
	if err != nil {
		return "", err
	}
	number := strconv.Itoa(f.numbers)
	f.numbers++
	return pathname + number, by("mkdir", d.add(name+number, NewDirectory()))
}

// isDirectory answers whether a directory is there already; another node is in the way.
func (f *FS) isDirectory(pathname string) (bool, error) {
	n, err := f.find(ParsePath(pathname), false)
	switch _, directory := n.(*Directory); {
	case err != nil:
		return false, by("mkdir", err)
	case n != nil && !directory:
		return false, failed("mkdir", "EEXIST")
	}
	return n != nil, nil
}

// parentOf answers the directory that a new name goes into.
func (f *FS) parentOf(syscall, pathname string) (*Directory, string, error) {
	parent, name := split(pathname)
	n, err := f.find(parent, true)
	d, ok := n.(*Directory)
	switch {
	case err != nil:
		return nil, "", at(syscall, name, err)
	case n == nil:
		return nil, "", at(syscall, name, plain("ENOENT"))
	case !ok:
		return nil, "", failed(syscall, "ENOTDIR")
	case !d.Stat().Writable:
		return nil, "", failed(syscall, "EPERM")
	}
	return d, name, nil
}

func (f *FS) mkdirAll(path Path) (first string, err error) {
	d := f.root
	for n, name := range path {
		switch below := d.get(name).(type) {
		case *Directory:
			d = below
		case nil:
			made := NewDirectory()
			if err := d.add(name, made); err != nil {
				return "", by("mkdir", err)
			}
			if first == "" && n < len(path)-1 {
				first = path[:n+1].String()
			}
			d = made
		default:
			return "", failed("mkdir", "ENOTDIR")
		}
	}
	return first, nil
}
