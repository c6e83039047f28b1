package vfs

import "time"

// MaxSize is the size of the largest file.
const MaxSize = 128 << 20

// File is bytes, or a device.
type File struct {
	data     []byte
	modified time.Time
	readOnly bool
	device   *Device
}

// NewFile answers a file that nobody can change.
func NewFile(data []byte) *File { return &File{data: data, modified: epoch, readOnly: true} }

func newFile(data []byte) *File { return &File{data: data, modified: epoch} }

// Stat answers what is known of the file.
func (f *File) Stat() Stat {
	s := Stat{Kind: KindFile, Size: len(f.data), Modified: f.modified, Writable: !f.readOnly}
	if f.device != nil {
		s.Device = !f.device.Stream
	}
	return s
}

// Bytes answers all there is, which the caller does not change.
func (f *File) Bytes() []byte { return f.data }

func (f *File) read(offset int, b []byte) int {
	switch {
	case f.device != nil && f.device.Read != nil:
		return f.device.Read(b)
	case offset >= len(f.data):
		return 0
	}
	return copy(b, f.data[offset:])
}

func (f *File) write(offset int, b []byte) (int, error) {
	switch {
	case f.device != nil:
		return f.device.write(b)
	case offset+len(b) > MaxSize:
		return 0, tooLarge
	case f.readOnly:
		return 0, plain("EPERM")
	}
	if end := offset + len(b); end > len(f.data) {
		if err := f.resize(end); err != nil {
			return 0, err
		}
	}
	return copy(f.data[offset:], b), nil
}

// fill makes b all there is.
func (f *File) fill(b []byte) (int, error) {
	if f.device != nil {
		return f.device.write(b)
	}
	if err := f.resize(len(b)); err != nil {
		return 0, err
	}
	return copy(f.data, b), nil
}

func (f *File) resize(size int) error {
	switch {
	case f.device != nil:
		return f.device.refuses()
	case f.readOnly:
		return plain("EPERM")
	case size > MaxSize:
		return tooLarge
	case size <= len(f.data):
		clear(f.data[size:]) // what grows again is empty
		f.data = f.data[:size]
	default:
		f.data = append(f.data, make([]byte, size-len(f.data))...)
	}
	return nil
}

func (f *File) touch(t time.Time) error {
	switch {
	case f.device != nil:
		if f.device.Fixed {
			return plain("EPERM")
		}
	case !f.readOnly:
		f.modified = t
	}
	return nil
}

// clone answers a file of its own with the same bytes. A device is the same one.
func (f *File) clone() *File {
	if f.device != nil {
		return f
	}
	return newFile(append([]byte(nil), f.data...))
}
