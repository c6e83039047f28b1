package main_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const (
	ownChat      = "../../testdata/workers-chat-demo"
	upstreamChat = ownChat + "/upstream"
	// beforeHibernation is the original's last commit that calls accept() and addEventListener.
	beforeHibernation = "66f513acb23fd5acafbc2efba4385d1a1becd7fc"
)

// A chatProject is one program that speaks the chat's protocol.
type chatProject struct {
	name string
	dir  string
	// original projects have habits that ours does without.
	original bool
	// hibernates is false where sockets are accepted in memory.
	hibernates bool
	// oldURLs is true at a compatibility date before 2022-10-31: an empty segment in the middle
	// of a path is dropped.
	oldURLs bool
	// missing says why the project cannot be tested here.
	missing string
}

// chatProjects answers our own project, and the original at both of its ages as far as it is
// found.
func chatProjects(t *testing.T) []chatProject {
	t.Helper()
	places := filepath.SplitList(os.Getenv("DODEV_CHAT_DEMO"))
	if len(places) == 0 {
		if _, err := os.Stat(upstreamChat); err == nil {
			places = []string{upstreamChat}
		}
	}
	own := filepath.Join(t.TempDir(), "own")
	if err := os.Mkdir(own, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"src", "wrangler.toml"} {
		copyChat(t, filepath.Join(ownChat, part), filepath.Join(own, part))
	}
	projects := []chatProject{{name: "own", dir: own, hibernates: true}}
	for _, place := range places {
		if !filepath.IsAbs(place) && place != upstreamChat {
			place = filepath.Join("../..", place) // as whoever runs go test at the root means it
		}
		for _, dir := range originals(t, place) {
			projects = append(projects, originalChat(t, dir))
		}
	}
	return append(projects, missingOriginals(projects)...)
}

// originals answers the work trees that a place holds: both commits of a repository, or a plain
// folder as it is.
func originals(t *testing.T, place string) []string {
	t.Helper()
	dir := t.TempDir()
	if err := exec.Command("git", "-C", place, "cat-file", "-e", beforeHibernation).Run(); err != nil {
		copyChat(t, place, dir)
		return []string{dir}
	}
	var trees []string
	for _, commit := range []string{"HEAD", beforeHibernation} {
		tree := filepath.Join(dir, commit)
		if err := os.Mkdir(tree, 0o755); err != nil {
			t.Fatal(err)
		}
		archive, err := exec.Command("git", "-C", place, "archive", commit).Output()
		if err != nil {
			t.Fatalf("git -C %s archive %s: %v", place, commit, err)
		}
		unpack := exec.Command("tar", "-x", "-C", tree)
		unpack.Stdin = bytes.NewReader(archive)
		if out, err := unpack.CombinedOutput(); err != nil {
			t.Fatalf("unpack %s of %s: %v\n%s", commit, place, err, out)
		}
		trees = append(trees, tree)
	}
	return trees
}

func originalChat(t *testing.T, dir string) chatProject {
	t.Helper()
	const script = "src/chat.mjs"
	source, err := os.ReadFile(filepath.Join(dir, script))
	if err != nil {
		t.Fatalf("no chat demo: %v", err)
	}
	if strings.Contains(string(source), "acceptWebSocket") {
		return chatProject{name: "original", dir: dir, original: true, hibernates: true}
	}
	return chatProject{name: "original before hibernation", dir: dir, original: true, oldURLs: true}
}

// missingOriginals answers a placeholder for each age of the original that was not found, so
// that its absence shows in the test's output.
func missingOriginals(found []chatProject) []chatProject {
	const hint = " of github.com/cloudflare/workers-chat-demo was not found: clone it to" +
		" testdata/workers-chat-demo/upstream or name a clone in DODEV_CHAT_DEMO"
	absent := []chatProject{
		{name: "original", missing: "the newest commit" + hint},
		{name: "original before hibernation", missing: "commit " + beforeHibernation + hint},
	}
	var missing []chatProject
	for _, project := range absent {
		known := false
		for _, other := range found {
			known = known || other.name == project.name
		}
		if !known {
			missing = append(missing, project)
		}
	}
	return missing
}

// copyChat copies a file or a folder, so that no server writes into the tree it came from.
func copyChat(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if name := entry.Name(); entry.IsDir() && (name == ".git" || name == "node_modules" || name == ".wrangler") {
			return fs.SkipDir
		}
		target := filepath.Join(to, relative)
		if entry.IsDir() {
			if err := os.Mkdir(target, 0o755); !errors.Is(err, fs.ErrExist) {
				return err
			}
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(target, data, 0o644)
	})
	if err != nil {
		t.Fatalf("copy %s: %v", from, err)
	}
}
