package node

import (
	"errors"
	"iter"
	"math"
	"math/big"
	"sync"
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/vfs"
	"github.com/dodev/dodev/jsapi/webidl"
)

type filesKey struct{}

// SetFiles says what is in the folder of the Worker's own modules, by paths, which is asked when a script first looks.
func SetFiles(r *webidl.Realm, files func() iter.Seq2[string, []byte]) { r.Native[filesKey{}] = files }

// files is the key of the file system of one isolate.
type files struct{}

// filesOf answers the file system of an isolate, made at first use.
func filesOf(r *webidl.Realm) *vfs.FS {
	if f, ok := r.Native[files{}].(*vfs.FS); ok {
		return f
	}
	bundle := sync.OnceValue(func() *vfs.Directory {
		if list, ok := r.Native[filesKey{}].(func() iter.Seq2[string, []byte]); ok {
			return vfs.Fixed(list())
		}
		return vfs.Fixed(func(func(string, []byte) bool) {})
	})
	f := vfs.New(func(fd int) *vfs.File { return standard(r, fd) },
		vfs.Folder{Name: "bundle", Directory: vfs.Standing(bundle)},
		vfs.Folder{Name: "tmp", Directory: vfs.Standing(func() *vfs.Directory { return placeOf(r).temporary })},
		vfs.Folder{Name: "dev", Directory: vfs.Devices(r.Isolate.Host.Random)})
	r.Native[files{}] = f
	return f
}

// place is what a request, or an instance of an object, has of the file system for itself.
type place struct {
	temporary *vfs.Directory
	directory string
}

type placeKey struct{}

func placeOf(r *webidl.Realm) *place {
	c := r.Isolate.Scope().Context
	p, ok := c.Native[placeKey{}].(*place)
	if !ok {
		p = &place{vfs.NewDirectory(), "/bundle"}
		if c.Native == nil {
			c.Native = map[any]any{}
		}
		c.Native[placeKey{}] = p
	}
	return p
}

// refusal answers the exception of what the file system refuses.
func refusal(r *webidl.Realm, err error) error {
	var e *vfs.Error
	switch {
	case err == nil:
		return nil
	case errors.Is(err, vfs.ErrComponent):
		return webidl.PlainError("internal error; reference = %s", r.Isolate.Host.Reference())
	case !errors.As(err, &e):
		return err
	}
	o := r.NewError("Error", e.Message)
	for _, p := range []struct{ name, value string }{{"syscall", e.Syscall}, {"code", e.Code}, {"path", e.Path}} {
		if p.value != "" {
			_ = o.Set(p.name, p.value)
		}
	}
	return webidl.Throw(o)
}

// fsCall makes a native of something that the file system does.
func fsCall(run func(*webidl.Call, *vfs.FS) (any, error)) func(*webidl.Call) (any, error) {
	return func(c *webidl.Call) (any, error) {
		v, err := run(c, filesOf(c.Realm))
		return v, refusal(c.Realm, err)
	}
}

// descriptor answers the descriptor that argument i is, if it is one and no URL.
func descriptor(c *webidl.Call, i int) (fd int, ok bool) {
	if _, text := c.Arg(i).(goja.String); text {
		return 0, false
	}
	return int(c.Integer(i)), true
}

// date answers the time of a Date.
func date(c *webidl.Call, i int) (time.Time, error) {
	ms := c.Number(i)
	if ms != ms {
		return time.Time{}, webidl.TypeError("The value cannot be converted because it is not a valid Date.")
	}
	return time.UnixMilli(int64(ms)).UTC(), nil
}

// fsNatives are the functions behind node:fs. A file is named by its URL.
var fsNatives = map[string]func(*webidl.Call) (any, error){
	// fsStat(url or fd, follow) answers undefined if nothing is there.
	"fsStat": fsCall(func(c *webidl.Call, fs *vfs.FS) (any, error) {
		if fd, ok := descriptor(c, 0); ok {
			s, err := fs.StatFD(fd)
			return described(c.Realm, s), err
		}
		p, err := location(c, 0)
		if err != nil {
			return nil, err
		}
		s, ok, err := fs.Stat(vfs.ParsePath(p), c.Bool(1))
		if !ok {
			return nil, err
		}
		return described(c.Realm, s), err
	}),
	// fsTouch(url or fd, milliseconds, follow)
	"fsTouch": fsCall(func(c *webidl.Call, fs *vfs.FS) (any, error) {
		t, err := date(c, 1)
		if err != nil {
			return nil, err
		}
		if fd, ok := descriptor(c, 0); ok {
			return nil, fs.TouchFD(fd, t)
		}
		p, err := location(c, 0)
		if err != nil {
			return nil, err
		}
		return nil, fs.Touch(vfs.ParsePath(p), t, c.Bool(2))
	}),
	// fsTruncate(url or fd, size)
	"fsTruncate": fsCall(func(c *webidl.Call, fs *vfs.FS) (any, error) {
		size := int(c.Integer(1))
		if fd, ok := descriptor(c, 0); ok {
			return nil, fs.TruncateFD(fd, size)
		}
		p, err := location(c, 0)
		if err != nil {
			return nil, err
		}
		return nil, fs.Truncate(vfs.ParsePath(p), size)
	}),
	// fsReadlink(url, strict)
	"fsReadlink": atPath(func(c *webidl.Call, fs *vfs.FS, p string) (any, error) {
		return fs.Readlink(vfs.ParsePath(p), c.Bool(1))
	}),
	// fsLink(url, target, symbolic)
	"fsLink": atPaths(func(c *webidl.Call, fs *vfs.FS, p, target string) error {
		return fs.Link(p, vfs.ParsePath(target), c.Bool(2))
	}),
	"fsUnlink": atPath(func(_ *webidl.Call, fs *vfs.FS, p string) (any, error) { return nil, fs.Unlink(p) }),
	// fsOpen(url, read, write, append, create, exclusive, truncate)
	"fsOpen": atPath(func(c *webidl.Call, fs *vfs.FS, p string) (any, error) {
		return fs.Open(p, vfs.OpenOptions{
			Read: c.Bool(1), Write: c.Bool(2), Append: c.Bool(3), Create: c.Bool(4), Exclusive: c.Bool(5), Truncate: c.Bool(6),
		})
	}),
	"fsClose": fsCall(func(c *webidl.Call, fs *vfs.FS) (any, error) {
		fs.Close(int(c.Integer(0)))
		return nil, nil
	}),
	// fsRead(fd, views, position)
	"fsRead": fsCall(func(c *webidl.Call, fs *vfs.FS) (any, error) {
		position, err := position(c, 2)
		if err != nil {
			return nil, err
		}
		return fs.Read(int(c.Integer(0)), views(c, 1), position)
	}),
	// fsWrite(fd, views, position)
	"fsWrite": fsCall(func(c *webidl.Call, fs *vfs.FS) (any, error) {
		position, err := position(c, 2)
		if err != nil {
			return nil, err
		}
		return fs.Write(int(c.Integer(0)), views(c, 1), position)
	}),
	// fsReadAll(url or fd, syscall)
	"fsReadAll": fsCall(func(c *webidl.Call, fs *vfs.FS) (any, error) {
		var b []byte
		fd, ok := descriptor(c, 0)
		p, err := "", error(nil)
		if ok {
			b, err = fs.ReadFD(fd)
		} else if p, err = location(c, 0); err == nil {
			b, err = fs.ReadFile(vfs.ParsePath(p), c.String(1))
		}
		if err != nil {
			return nil, err
		}
		return c.Realm.Uint8Array(append([]byte(nil), b...)), nil
	}),
	// fsWriteAll(url or fd, view, append, exclusive)
	"fsWriteAll": fsCall(func(c *webidl.Call, fs *vfs.FS) (any, error) {
		if fd, ok := descriptor(c, 0); ok {
			return fs.WriteFD(fd, view(c, 1), c.Bool(2))
		}
		p, err := location(c, 0)
		if err != nil {
			return nil, err
		}
		return fs.WriteFile(p, view(c, 1), c.Bool(2), c.Bool(3))
	}),
	"fsRename": atPaths(func(_ *webidl.Call, fs *vfs.FS, from, to string) error { return fs.Rename(from, to) }),
	"fsCopy":   atPaths(func(_ *webidl.Call, fs *vfs.FS, from, to string) error { return fs.Copy(from, to) }),
	// fsMkdir(url, recursive) answers the first directory above that was made.
	"fsMkdir": atPath(func(c *webidl.Call, fs *vfs.FS, p string) (any, error) {
		return some(fs.Mkdir(p, c.Bool(1)))
	}),
	"fsMkdtemp": atPath(func(_ *webidl.Call, fs *vfs.FS, p string) (any, error) { return some(fs.MkdirTemp(p)) }),
	// fsRemove(url, recursive, directories)
	"fsRemove": atPath(func(c *webidl.Call, fs *vfs.FS, p string) (any, error) {
		return nil, fs.Remove(p, c.Bool(1), c.Bool(2))
	}),
	// fsList(url, recursive) answers [name, parent, type] of each entry.
	"fsList": atPath(func(c *webidl.Call, fs *vfs.FS, p string) (any, error) {
		entries, err := fs.List(vfs.ParsePath(p), c.Bool(1))
		if err != nil {
			return nil, err
		}
		list := make([]any, len(entries))
		for n, e := range entries {
			list[n] = c.Realm.VM.NewArray(e.Name, e.Parent, direntType(e.Node))
		}
		return c.Realm.VM.NewArray(list...), nil
	}),
	// fsCopyTree(from, to, dereference, recursive, force, errorOnExist)
	"fsCopyTree": atPaths(func(c *webidl.Call, fs *vfs.FS, from, to string) error {
		return fs.CopyTree(from, to, vfs.CopyOptions{
			Dereference: c.Bool(2), Recursive: c.Bool(3), Force: c.Bool(4), ErrorOnExist: c.Bool(5),
		})
	}),
	"cwd": func(c *webidl.Call) (any, error) { return placeOf(c.Realm).directory, nil },
	// chdir(path)
	"chdir": fsCall(func(c *webidl.Call, fs *vfs.FS) (any, error) {
		return nil, chdir(placeOf(c.Realm), fs, c.String(0))
	}),
}

// some answers a text, or nothing if it is empty.
func some(text string, err error) (any, error) {
	if text == "" {
		return nil, err
	}
	return text, err
}

// atPath makes a native of something that is done at a path.
func atPath(run func(*webidl.Call, *vfs.FS, string) (any, error)) func(*webidl.Call) (any, error) {
	return fsCall(func(c *webidl.Call, fs *vfs.FS) (any, error) {
		p, err := location(c, 0)
		if err != nil {
			return nil, err
		}
		return run(c, fs, p)
	})
}

// atPaths makes a native of something that is done from one path to another.
func atPaths(run func(c *webidl.Call, fs *vfs.FS, from, to string) error) func(*webidl.Call) (any, error) {
	return atPath(func(c *webidl.Call, fs *vfs.FS, from string) (any, error) {
		to, err := location(c, 1)
		if err != nil {
			return nil, err
		}
		return nil, run(c, fs, from, to)
	})
}

// views answers the bytes of an array of views themselves.
func views(c *webidl.Call, i int) [][]byte {
	list := c.Arg(i).(*goja.Object)
	buffers := make([][]byte, 0, len(list.Keys()))
	for _, key := range list.Keys() {
		b, _ := c.Realm.Bytes(list.Get(key))
		buffers = append(buffers, b)
	}
	return buffers
}

// position answers the position that argument i is; null is the descriptor's own.
func position(c *webidl.Call, i int) (int64, error) {
	v := c.Arg(i)
	if goja.IsNull(v) || goja.IsUndefined(v) {
		return vfs.Current, nil
	}
	n, ok := v.Export().(*big.Int)
	switch {
	case !ok:
		return int64(v.ToFloat()), nil
	case !n.IsUint64():
		return 0, webidl.TypeError("The value cannot be converted because it is either negative and this API expects a positive bigint, or the value would be truncated.")
	case !n.IsInt64():
		return math.MaxInt64, nil
	}
	return n.Int64(), nil
}

// described answers what is known of a node: [kind, size, milliseconds, writable, device].
func described(r *webidl.Realm, s vfs.Stat) any {
	return r.VM.NewArray(string(s.Kind), s.Size, s.Modified.UnixMilli(), s.Writable, s.Device)
}

// direntType answers the number of a kind of directory entry, https://nodejs.org/api/fs.html#fs-constants.
func direntType(n vfs.Node) int {
	switch s := n.Stat(); {
	case s.Device:
		return 6
	case s.Kind == vfs.KindDirectory:
		return 2
	case s.Kind == vfs.KindLink:
		return 3
	}
	return 1
}
