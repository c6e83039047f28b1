// Command record runs the conformance cases on the real runtime and compares, or with -update writes, what they
// print there. The documentation of package conformance says what a case is.
//
//	go run ./conformance/record [-update] [-peers DIR] [-j N] [case ...]
//
// A case is named by its path beneath conformance/cases, or by the beginning of it; none means all. The lists of
// globals are the cases called globals/<date>.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/dodev/dodev/conformance"
)

func main() {
	update := flag.Bool("update", false, "write want.txt and peers.txt")
	peers := flag.String("peers", os.Getenv("DODEV_PEERS"), "the folder with npm's workerd in node_modules/.bin (DODEV_PEERS)")
	dir := flag.String("dir", "conformance", "the folder of the package conformance")
	jobs := flag.Int("j", min(4, runtime.NumCPU()), "how many cases to run at once")
	flag.Parse()
	if err := record(*dir, *peers, *jobs, *update, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "record:", err)
		os.Exit(1)
	}
}

func record(dir, peers string, jobs int, update bool, names []string) error {
	if peers == "" {
		return fmt.Errorf("no real runtime: name the folder with its node_modules in -peers or DODEV_PEERS")
	}
	peers, err := filepath.Abs(peers)
	if err != nil {
		return err
	}
	r := peer{filepath.Join(peers, "node_modules", ".bin", "workerd")}
	version, err := r.version()
	if err != nil {
		return err
	}
	all, err := conformance.Cases(filepath.Join(dir, "cases"))
	if err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "globals-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	globals, err := conformance.Globals(dir, scratch)
	if err != nil {
		return err
	}
	cases := chosen(append(all, globals...), names)
	if len(cases) == 0 {
		return fmt.Errorf("no case is called %s", strings.Join(names, " or "))
	}
	if failed := runAll(r, cases, jobs, update); failed > 0 {
		return fmt.Errorf("%d of %d cases are not as the real runtime has them", failed, len(cases))
	}
	fmt.Printf("%d cases agree with %s\n", len(cases), version)
	if !update {
		return nil
	}
	return os.WriteFile(filepath.Join(dir, "peers.txt"), []byte(version+"\n"), 0o644)
}

// chosen are the cases with one of the names; all, if there are none.
func chosen(all []conformance.Case, names []string) []conformance.Case {
	if len(names) == 0 {
		return all
	}
	var some []conformance.Case
	for _, c := range all {
		for _, name := range names {
			name = strings.TrimPrefix(filepath.ToSlash(name), "conformance/cases/")
			if strings.HasPrefix(c.Name, strings.TrimSuffix(name, "/")) {
				some = append(some, c)
				break
			}
		}
	}
	return some
}

// runAll answers how many cases failed, having said why.
func runAll(r peer, cases []conformance.Case, jobs int, update bool) (failed int) {
	var (
		mu     sync.Mutex
		wg     sync.WaitGroup
		places = make(chan struct{}, max(1, jobs))
	)
	for _, c := range cases {
		places <- struct{}{}
		wg.Go(func() {
			defer func() { <-places }()
			err := r.check(c, update)
			if err == nil {
				return
			}
			mu.Lock()
			defer mu.Unlock()
			failed++
			fmt.Printf("--- %s\n%v\n", c.Name, err)
		})
	}
	wg.Wait()
	return failed
}
