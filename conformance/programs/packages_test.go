package programs

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// newProject copies a program's folder, so that what a server leaves behind in it does no harm, and gives it the
// npm packages that its package-lock.json names. Without npm, or without a way to the packages, the test skips.
func newProject(t *testing.T, p program) string {
	t.Helper()
	project := t.TempDir()
	if err := os.CopyFS(project, os.DirFS(p.name)); err != nil {
		t.Fatal(err)
	}
	lock, err := os.ReadFile(filepath.Join(project, "package-lock.json"))
	if os.IsNotExist(err) {
		return project
	} else if err != nil {
		t.Fatal(err)
	}
	modules, err := installPackages(project, lock)
	if err != nil {
		skipUnlessRequired(t, "npm", err.Error())
	}
	if err := os.Symlink(modules, filepath.Join(project, "node_modules")); err != nil {
		t.Fatal(err)
	}
	return project
}

// installPackages answers a folder node_modules with the packages of a lock file. It stays in the user's cache, so
// that the registry is asked once.
func installPackages(project string, lock []byte) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	cache = filepath.Join(cache, "dodev", "programs")
	installed := filepath.Join(cache, fmt.Sprintf("%x", sha256.Sum256(lock))[:16])
	modules := filepath.Join(installed, "node_modules")
	if _, err := os.Stat(modules); err == nil {
		return modules, nil
	}
	npm, err := exec.LookPath("npm")
	if err != nil {
		return "", fmt.Errorf("npm is not installed: %w", err)
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return "", err
	}
	fresh, err := os.MkdirTemp(cache, "new-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(fresh)
	for _, name := range []string{"package.json", "package-lock.json"} {
		text, err := os.ReadFile(filepath.Join(project, name))
		if err != nil {
			return "", err
		}
		if err := os.WriteFile(filepath.Join(fresh, name), text, 0o644); err != nil {
			return "", err
		}
	}
	cmd := exec.Command(npm, "ci", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund")
	cmd.Dir = fresh
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("npm ci: %w\n%s", err, out)
	}
	if err := os.Rename(fresh, installed); err != nil {
		if _, other := os.Stat(modules); other != nil { // nobody else was faster
			return "", err
		}
	}
	return modules, nil
}

// skipUnlessRequired skips a test for want of something, or fails it if DODEV_REQUIRE, a list with commas, says
// that this machine must have it.
func skipUnlessRequired(t *testing.T, requirement, missing string) {
	t.Helper()
	for _, required := range strings.Split(os.Getenv("DODEV_REQUIRE"), ",") {
		if strings.TrimSpace(required) == requirement {
			t.Fatalf("DODEV_REQUIRE has %q: %s", requirement, missing)
		}
	}
	t.Skip("NOT TESTED: " + missing)
}
