package journal

import (
	"os"
	"syscall"
)

// Sync makes what was written to a file durable. Of its metadata only what finding it takes goes to disk,
// which saves a commit of the file system's journal once the file has grown.
func Sync(f *os.File) error {
	c, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	err = c.Control(func(fd uintptr) {
		for failed = syscall.EINTR; failed == syscall.EINTR; {
			failed = syscall.Fdatasync(int(fd))
		}
	})
	if err != nil {
		return err
	}
	return failed
}
