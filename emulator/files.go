package emulator

import (
	"context"
	"crypto/sha1"
	"encoding/hex"
	"iter"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dodev/dodev/bundle"
)

// files answers the Worker's own modules as its code finds them in /bundle: as they are where nothing is bundled;
// otherwise the bundle, made once more because no running Worker keeps it, and the files that it imports. The Worker's
// builder is not asked: several isolates may look at the same time, and a reload may be using it.
func (w *worker) files() iter.Seq2[string, []byte] {
	if w.config.NoBundle {
		return w.sources
	}
	return func(yield func(string, []byte) bool) {
		script, err := bundle.Build(context.Background(), w.options)
		if err != nil {
			return // the sources have changed, and the Worker is about to be replaced
		}
		main := filepath.Base(w.config.Main)
		if !yield(strings.TrimSuffix(main, filepath.Ext(main))+".js", []byte(script.Text)) {
			return
		}
		assets := slices.SortedFunc(maps.Values(script.Assets), func(a, b bundle.Asset) int { return strings.Compare(a.Name, b.Name) })
		for _, a := range assets {
			sum := sha1.Sum(a.Bytes)
			if !yield(hex.EncodeToString(sum[:])+"-"+path.Base(a.Name), a.Bytes) {
				return
			}
		}
	}
}

// sources lists the files that went in, the main module first.
func (w *worker) sources(yield func(string, []byte) bool) {
	inputs := append([]string{w.config.Main}, w.script.Inputs...)
	for n, file := range inputs {
		name, err := filepath.Rel(w.config.BaseDir, file)
		if err != nil || n > 0 && file == w.config.Main {
			continue
		}
		if b, err := os.ReadFile(file); err == nil && !yield(filepath.ToSlash(name), b) {
			return
		}
	}
}
