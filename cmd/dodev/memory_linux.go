package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// forgetCode lets go of the executable's pages that are mapped. The system keeps them cached, and maps those
// that are used again when they are: most belong to the bundler and to start-up.
func forgetCode() {
	name, err := os.Readlink("/proc/self/exe")
	if err != nil {
		return
	}
	f, err := os.Open("/proc/self/smaps")
	if err != nil {
		return
	}
	defer f.Close()
	var from, to uintptr
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := lines.Text()
		var start, end uintptr
		var mode string
		if n, _ := fmt.Sscanf(line, "%x-%x %s", &start, &end, &mode); n == 3 {
			from, to = 0, 0
			if (mode == "r-xp" || mode == "r--p") && strings.HasSuffix(line, " "+name) {
				from, to = start, end
			}
			continue
		}
		// A page that was written to, as relocations are, is no longer the file's: it must stay.
		if value, ok := strings.CutPrefix(line, "Anonymous:"); ok && from < to && strings.TrimSpace(value) == "0 kB" {
			_, _, _ = unix.Syscall(unix.SYS_MADVISE, from, to-from, unix.MADV_DONTNEED) // only a hint
		}
	}
}
