package vfs

// Device is a file that keeps nothing.
type Device struct {
	// Read fills b and answers how much; nil reads nothing.
	Read func(b []byte) int
	// Write takes b and answers how much; nil refuses.
	Write func(b []byte) int
	// Fixed refuses a new time.
	Fixed bool
	// Stream says that it is a standard stream, which does not call itself a device and has no size to change.
	Stream bool
}

// NewDevice answers a device as a file.
func NewDevice(d Device) *File { return &File{modified: epoch, device: &d} }

func (d *Device) write(b []byte) (int, error) {
	if d.Write == nil {
		return 0, plain("EPERM")
	}
	return d.Write(b), nil
}

func (d *Device) refuses() error {
	if d.Stream || d.Write == nil {
		return plain("EPERM")
	}
	return nil
}

// Devices answers the folder of devices that every Worker has.
func Devices(random func([]byte)) *Directory {
	all := func(b []byte) int { return len(b) }
	zero := func(b []byte) int {
		clear(b)
		return len(b)
	}
	d := &Directory{readOnly: true}
	d.put("null", NewDevice(Device{Write: all}))
	d.put("zero", NewDevice(Device{Read: zero, Write: all}))
	d.put("full", NewDevice(Device{Read: zero}))
	d.put("random", NewDevice(Device{Fixed: true, Read: func(b []byte) int {
		random(b)
		return len(b)
	}}))
	return d
}
