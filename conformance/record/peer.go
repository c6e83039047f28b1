package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/dodev/dodev/conformance"
)

// peer is the real runtime.
type peer struct{ path string }

// patience is more than the longest case takes: an alarm's retries.
const patience = 5 * time.Minute

func (p peer) version() (string, error) {
	out, err := exec.Command(p.path, "--version").Output()
	if err != nil {
		return "", fmt.Errorf("ask workerd for its version: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}

// check runs a case and answers how it differs from what is recorded; with update it records.
func (p peer) check(c conformance.Case, update bool) error {
	scratch, err := os.MkdirTemp("", "conformance-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	got, err := p.run(c, scratch)
	if err != nil {
		return err
	}
	want, err := os.ReadFile(c.Want)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	switch {
	case bytes.Equal(got, want):
		return nil
	case !update:
		return fmt.Errorf("it printed\n%s\nand not\n%s", got, want)
	case len(got) == 0:
		return os.Remove(c.Want)
	default:
		return os.WriteFile(c.Want, got, 0o644)
	}
}

// run answers what the case printed, if every export passed.
func (p peer) run(c conformance.Case, scratch string) ([]byte, error) {
	disk := filepath.Join(scratch, "disk")
	if err := os.Mkdir(disk, 0o755); err != nil {
		return nil, err
	}
	files, err := c.Configs(scratch)
	if err != nil {
		return nil, err
	}
	project, err := load(files, disk)
	if err != nil {
		return nil, err
	}
	text, err := project.capnp()
	if err != nil {
		return nil, err
	}
	file := filepath.Join(scratch, "case.capnp")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		return nil, err
	}
	args := []string{"test", "--import-path=/"}
	if project.experimental() {
		args = append(args, "--experimental")
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, p.path, append(args, file, project.workers[0].Name+":*")...)
	cmd.Dir = scratch
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	if differs := compare(c.Exports, reports(stderr.String())); err != nil || differs != nil {
		return nil, fmt.Errorf("%w\n%s%s", errors.Join(err, differs), stdout.Bytes(), stderr.Bytes())
	}
	return stdout.Bytes(), nil
}

var reportLine = regexp.MustCompile(`(?m)\[ (PASS|FAIL) \] [^\s:]+(?::(\S+))? \(`)

// reports reads which exports were run and whether they passed.
func reports(stderr string) map[string]bool {
	passed := make(map[string]bool)
	for _, m := range reportLine.FindAllStringSubmatch(stderr, -1) {
		name := m[2]
		if name == "" {
			name = "default"
		}
		passed[name] = m[1] == "PASS"
	}
	return passed
}

// compare holds the exports that the inventory sees against those that ran.
func compare(listed []conformance.Export, passed map[string]bool) error {
	var wrong []error
	for _, e := range listed {
		ok, ran := passed[e.Name]
		if !ran {
			wrong = append(wrong, fmt.Errorf("%s was not run", e.Name))
		} else if !ok {
			wrong = append(wrong, fmt.Errorf("%s failed", e.Name))
		}
		delete(passed, e.Name)
	}
	for name := range passed {
		wrong = append(wrong, fmt.Errorf("%s ran but the inventory does not see it", name))
	}
	return errors.Join(wrong...)
}
