package main

import (
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
)

func main() {
	suite := flag.String("suite", "", "the suite's `folder`, a clone of github.com/tc39/test262")
	only := flag.String("only", "", "run only the tests whose path contains `text`")
	every := flag.Int("every", 1, "run only every `n`-th test")
	failures := flag.String("failures", "", "write what failed and why to `file`")
	workers := flag.Int("workers", runtime.NumCPU(), "how many tests run at once")
	isChild := flag.Bool("child", false, "run the tests that standard input names")
	flag.Parse()
	log.SetFlags(0)
	if *suite == "" {
		log.Fatal("test262: which suite? git clone --depth 1 https://github.com/tc39/test262, then -suite test262")
	}
	if *isChild {
		child(*suite)
		return
	}
	tests, err := find(*suite, *only)
	if err != nil {
		log.Fatal(err)
	}
	report := newReport()
	var queue []test
	for n, t := range tests {
		if n%*every != 0 {
			continue
		}
		if why := t.left(); why != "" {
			report.left[why]++
			continue
		}
		queue = append(queue, t)
	}
	runAll(*suite, *workers, queue, report)
	report.print(os.Stdout)
	if *failures != "" {
		slices.Sort(report.failures)
		if err := os.WriteFile(*failures, []byte(strings.Join(report.failures, "\n")+"\n"), 0o644); err != nil {
			log.Fatal(err)
		}
	}
}

// folders are the parts of the suite that are the language: Intl has its own.
var folders = []string{"test/language", "test/built-ins", "test/annexB"}

func find(suite, only string) (tests []test, err error) {
	for _, folder := range folders {
		err := filepath.WalkDir(filepath.Join(suite, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(path) != ".js" || strings.Contains(path, "_FIXTURE") {
				return err
			}
			rel, err := filepath.Rel(suite, path)
			if err != nil || !strings.Contains(filepath.ToSlash(rel), only) {
				return err
			}
			t, err := readTest(suite, filepath.ToSlash(rel))
			tests = append(tests, t)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("read the suite: %w", err)
		}
	}
	return tests, nil
}

func runAll(suite string, workers int, queue []test, r *report) {
	next := make(chan test)
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			var p *process
			for t := range next {
				if p == nil {
					var err error
					if p, err = start(suite); err != nil {
						log.Fatal(err)
					}
				}
				a, alive := p.ask(t.path)
				if !alive {
					p = nil
				}
				r.add(t, a)
			}
			if p != nil {
				p.stop()
			}
		})
	}
	for _, t := range queue {
		next <- t
	}
	close(next)
	wait.Wait()
}
