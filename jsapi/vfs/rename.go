package vfs

// Rename gives a node another name. What has it already makes way, if it may.
func (f *FS) Rename(from, to string) error { return f.move("rename", from, to) }

// Copy copies a file.
func (f *FS) Copy(from, to string) error { return f.move("copy", from, to) }

func (f *FS) move(syscall, from, to string) error {
	source, target := ParsePath(from), ParsePath(to)
	renaming := syscall == "rename"
	if renaming && from == to {
		return nil
	}
	parent, name := split(to)
	d, err := f.directory(syscall, parent)
	switch {
	case err != nil:
		return err
	case d == nil:
		return at(syscall, name, plain("ENOENT"))
	}
	var old *Directory
	_, oldName := split(from)
	if renaming {
		if old, oldName, err = f.parentOf(syscall, from); err != nil {
			return err
		}
	}
	n, err := f.find(source, true)
	switch {
	case err != nil:
		return by(syscall, err)
	case n == nil:
		return at(syscall, source.String(), plain("ENOENT"))
	}
	if err := makeWay(d, name, n, renaming, target.below(source)); err != nil {
		return by(syscall, err)
	}
	if file, ok := n.(*File); ok && !renaming {
		n = file.clone()
	}
	if err := d.add(name, n); err != nil || !renaming {
		return by(syscall, err)
	}
	return by(syscall, old.remove(oldName, true))
}

// makeWay removes what has the name that a node gets.
func makeWay(d *Directory, name string, n Node, renaming, within bool) error {
	_, directory := n.(*Directory)
	there := d.get(name)
	below, taken := there.(*Directory)
	switch {
	case directory && !renaming:
		return plain("EISDIR")
	case directory && within:
		return plain("EINVAL")
	case there == nil:
		return nil
	case directory && !taken:
		return plain("ENOTDIR")
	case directory && len(below.list()) > 0:
		return plain("ENOTEMPTY")
	case !directory && taken:
		return plain("EISDIR")
	}
	return d.remove(name, false)
}
