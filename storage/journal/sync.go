package journal

import (
	"os"
	"runtime"
)

// SyncFolder makes the names in a folder durable.
func SyncFolder(dir string) error {
	if runtime.GOOS == "windows" { // which has no such thing
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = f.Sync()
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}
