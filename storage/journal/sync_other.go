//go:build !linux

package journal

import "os"

// Sync makes what was written to a file durable.
func Sync(f *os.File) error { return f.Sync() }
