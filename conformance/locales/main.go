// Command locales asks the real runtime how it writes numbers, dates and words, and keeps that for package locale.
//
//	go run ./conformance/locales [-peers DIR] [-data FILE]
package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

//go:embed dump.js
var dump string

//go:embed run.js
var run string

func main() {
	peers := flag.String("peers", os.Getenv("DODEV_PEERS"), "the folder with npm's workerd in node_modules/.bin (DODEV_PEERS)")
	data := flag.String("data", filepath.Join("jsapi", "locale", "data.zip"), "the file to write")
	flag.Parse()
	if err := record(*peers, *data); err != nil {
		fmt.Fprintln(os.Stderr, "locales:", err)
		os.Exit(1)
	}
}

type general struct {
	Zones []string
	// Plurals and Collations are the tags that these services go by.
	Plurals, Collations []string
	Available           [][2]string // tag and fingerprint
	// Regions are lines of what is known of each.
	Regions []string
}

// kept answers the locales that are written: each language, and those regions of it that write otherwise than those before
// them; and which of them stands for each tag.
func (g general) kept() (names []string, of map[string]string) {
	of = map[string]string{}
	first := map[string]string{} // by language and fingerprint
	for _, a := range g.Available {
		language, _, _ := strings.Cut(a[0], "-")
		key := language + " " + a[1]
		if first[key] == "" {
			first[key] = a[0]
			names = append(names, a[0])
		}
		of[a[0]] = first[key]
	}
	return names, of
}

type locale struct {
	Name  string
	Texts map[string]string
}

func record(peers, data string) error {
	if peers == "" {
		return fmt.Errorf("no real runtime: name the folder with its node_modules in -peers or DODEV_PEERS")
	}
	out, err := ask(peers, "")
	if err != nil {
		return err
	}
	var g general
	if err := json.Unmarshal(out, &g); err != nil {
		return err
	}
	names, of := g.kept()
	kept := map[string]locale{}
	keys := map[string]bool{}
	for some := range slices.Chunk(names, 8) {
		out, err := ask(peers, strings.Join(some, " "))
		if err != nil {
			return err
		}
		for d := json.NewDecoder(bytes.NewReader(out)); ; {
			var l locale
			if err := d.Decode(&l); err == io.EOF {
				break
			} else if err != nil {
				return err
			}
			if bad := l.unread(); bad != "" { // it has a calendar of its own
				fmt.Printf("%s is left out for %s\n", l.Name, bad)
				continue
			}
			kept[l.Name] = l
			for key := range l.Texts {
				keys[key] = true
			}
		}
	}
	var available []string
	for _, a := range g.Available {
		name := of[a[0]]
		if _, ok := kept[name]; !ok {
			name = ""
		}
		available = append(available, a[0]+"\t"+name)
	}
	return write(data, g, available, slices.Sorted(maps.Keys(keys)), kept)
}

// unread answers a key of which the value could not be made a pattern.
func (l locale) unread() string {
	for key, value := range l.Texts {
		if strings.Contains(value, "{?") {
			return key + ": " + value
		}
	}
	return ""
}

func ask(peers, locales string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "locales-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	config := `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = .w)]);
const w :Workerd.Worker = (
  modules = [(name = "run.js", esModule = embed "run.js"), (name = "dump", esModule = embed "dump.js")],
  compatibilityDate = "2026-11-17", bindings = [(name = "LOCALES", text = ` + strconv.Quote(locales) + `)],
);
`
	for name, text := range map[string]string{"run.js": run, "dump.js": dump, "config.capnp": config} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			return nil, err
		}
	}
	workerd, err := filepath.Abs(filepath.Join(peers, "node_modules", ".bin", "workerd"))
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(workerd, "test", filepath.Join(dir, "config.capnp"))
	cmd.Env = append(os.Environ(), "PATH="+filepath.Dir(workerd)+string(os.PathListSeparator)+os.Getenv("PATH"))
	var report bytes.Buffer
	cmd.Stderr = &report
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %s", locales, err, report.String())
	}
	return out, nil
}

// write packs the locales: the keys by themselves, of each locale its values in that order, "=" where they are those of its
// language.
func write(file string, g general, available, keys []string, kept map[string]locale) error {
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	add := func(name string, lines []string) error {
		w, err := z.Create(name)
		if err != nil {
			return err
		}
		_, err = io.WriteString(w, strings.Join(lines, "\n"))
		return err
	}
	if err := add("keys", keys); err != nil {
		return err
	}
	if err := add("zones", g.Zones); err != nil {
		return err
	}
	for _, l := range []struct {
		name string
		list []string
	}{{"available", available}, {"regions", g.Regions}, {"plurals", g.Plurals}, {"collations", g.Collations}} {
		if err := add(l.name, l.list); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(kept)) {
		language, _, region := strings.Cut(name, "-")
		_, based := kept[language]
		lines := make([]string, len(keys))
		for n, key := range keys {
			lines[n] = kept[name].Texts[key]
			if region && based && lines[n] == kept[language].Texts[key] {
				lines[n] = "="
			}
		}
		if err := add(name, lines); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(file, packed.Bytes(), 0o644)
}
