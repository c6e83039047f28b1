package storagetest

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"testing"
)

// RunAndKill runs the test's own binary again, with one more variable in its environment, and kills it once it has
// printed so many lines. Each line names a writer, the number of what it wrote and the error, "<nil>" if that is
// durable; the highest number of each writer is kept in acknowledged.
func RunAndKill(t *testing.T, variable string, lines int, acknowledged []int) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), variable)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err == nil {
		err = child.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	scanner := bufio.NewScanner(out)
	for seen := 0; scanner.Scan(); seen++ {
		var w, n int
		var failure string
		if _, err := fmt.Sscan(scanner.Text(), &w, &n, &failure); err != nil || failure != "<nil>" {
			t.Errorf("the child says %q", scanner.Text())
			continue
		}
		acknowledged[w] = max(acknowledged[w], n)
		if seen == lines {
			// What it still printed was acknowledged too: read on to the end.
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = child.Wait() // killed, as intended
}
