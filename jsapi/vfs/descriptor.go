package vfs

import "time"

// Descriptor is an open node.
type Descriptor struct {
	node                Node
	position            int
	read, write, append bool
}

// OpenOptions say what a node is opened for.
type OpenOptions struct{ Read, Write, Append, Create, Exclusive, Truncate bool }

// Open answers the number of a new descriptor.
func (f *FS) Open(pathname string, o OpenOptions) (int, error) {
	n, err := f.opened(pathname, o)
	if err != nil {
		return 0, at("open", pathname, err)
	}
	fd := f.next
	f.next++
	f.open[fd] = &Descriptor{node: n, read: o.Read, write: o.Write, append: o.Append}
	return fd, nil
}

func (f *FS) opened(pathname string, o OpenOptions) (Node, error) {
	n, err := f.find(ParsePath(pathname), true)
	switch {
	case err != nil:
		return nil, err
	case n == nil:
		return f.create(pathname, o.Create)
	case o.Exclusive && o.Write:
		return nil, plain("EEXIST")
	case !o.Write:
		return n, nil
	}
	file, ok := n.(*File)
	switch {
	case !ok:
		return nil, plain("EISDIR")
	case file.readOnly:
		return nil, plain("EPERM")
	case o.Truncate && file.device == nil:
		return n, file.resize(0)
	}
	return n, nil
}

// create makes the file that was not there.
func (f *FS) create(pathname string, allowed bool) (Node, error) {
	parent, name := split(pathname)
	n, err := f.find(parent, true)
	d, ok := n.(*Directory)
	switch {
	case err != nil:
		return nil, err
	case n == nil:
		return nil, plain("ENOENT")
	case !ok:
		return nil, plain("ENOTDIR")
	case !allowed:
		return nil, plain("ENOENT")
	case d.get(name) != nil: // a link that leads nowhere
		return nil, plain("EIO")
	}
	file := newFile(nil)
	return file, d.add(name, file)
}

// Close forgets a descriptor, if there is one. The standard streams stay.
func (f *FS) Close(fd int) {
	if fd > 2 {
		delete(f.open, fd)
	}
}

// descriptor answers what a number stands for.
func (f *FS) descriptor(syscall string, fd int) (*Descriptor, error) {
	d := f.open[fd]
	if d == nil && fd >= 0 && fd <= 2 {
		d = &Descriptor{node: f.stream(fd), read: true, write: true, append: true}
		f.open[fd] = d
	}
	if d == nil {
		return nil, failed(syscall, "EBADF")
	}
	return d, nil
}

// file answers the file that a descriptor has open.
func (d *Descriptor) file(syscall string) (*File, error) {
	if file, ok := d.node.(*File); ok {
		return file, nil
	}
	return nil, failed(syscall, "EISDIR")
}

// StatFD answers what is known of an open node.
func (f *FS) StatFD(fd int) (Stat, error) {
	d, err := f.descriptor("fstat", fd)
	if err != nil {
		return Stat{}, err
	}
	return d.node.Stat(), nil
}

// TouchFD gives an open file a time.
func (f *FS) TouchFD(fd int, t time.Time) error {
	d, err := f.descriptor("futimes", fd)
	if err != nil {
		return err
	}
	return touch(d.node, t)
}

// TruncateFD gives an open file a size.
func (f *FS) TruncateFD(fd, size int) error {
	d, err := f.descriptor("ftruncate", fd)
	if err != nil {
		return err
	}
	return truncate(d.node, size)
}

// maxPosition is the last place in any file.
const maxPosition = 1<<32 - 1

// Current is the position that a descriptor keeps.
const Current = -1

// Read fills buffers one after the other, until the end of the file.
func (f *FS) Read(fd int, buffers [][]byte, position int64) (int, error) {
	d, err := f.descriptor("read", fd)
	if err != nil {
		return 0, err
	}
	if !d.read {
		return 0, failed("read", "EBADF")
	}
	file, err := d.file("read")
	if err != nil {
		return 0, err
	}
	pos, total := position, 0
	if position == Current {
		pos = int64(d.position)
	}
	if pos > maxPosition {
		return 0, by("read", outOfSize)
	}
	for _, b := range buffers {
		n := file.read(int(pos)+total, b)
		total += n
		if n < len(b) {
			break
		}
	}
	if position == Current {
		d.position += total
	}
	return total, nil
}

// Write writes buffers one after the other.
func (f *FS) Write(fd int, buffers [][]byte, position int64) (int, error) {
	d, err := f.descriptor("write", fd)
	if err != nil {
		return 0, err
	}
	file, err := d.file("write")
	if err != nil {
		return 0, err
	}
	pos, total := position, 0
	switch {
	case d.append:
		pos = int64(len(file.data))
	case position == Current:
		pos = int64(d.position)
	}
	if pos > maxPosition {
		return 0, by("write", outOfSize)
	}
	for _, b := range buffers {
		n, err := file.write(int(pos)+total, b)
		if err != nil {
			return 0, by("write", err)
		}
		total += n
	}
	if position == Current && !d.append {
		d.position += total
	}
	return total, nil
}

// ReadFD answers all the bytes of an open file.
func (f *FS) ReadFD(fd int) ([]byte, error) {
	d, err := f.descriptor("fread", fd)
	if err != nil {
		return nil, err
	}
	file, ok := d.node.(*File)
	if !ok || !d.read {
		return nil, failed("fread", "EBADF")
	}
	d.position = len(file.data)
	return file.data, nil
}

// WriteFD makes b the bytes of an open file, or appends it.
func (f *FS) WriteFD(fd int, b []byte, appending bool) (int, error) {
	d, err := f.descriptor("fwrite", fd)
	if err != nil {
		return 0, err
	}
	file, ok := d.node.(*File)
	switch {
	case !ok || !d.write:
		return 0, failed("fwrite", "EBADF")
	case file.readOnly:
		return 0, failed("fwrite", "EPERM")
	}
	defer func() { d.position = len(file.data) }()
	if d.append || appending {
		return f.Write(fd, [][]byte{b}, int64(len(file.data)))
	}
	n, err := file.fill(b)
	return n, by("fwriteAll", err)
}
