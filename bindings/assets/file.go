package assets

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/dodev/dodev/wire"
)

// What the platform allows, see https://developers.cloudflare.com/workers/platform/limits/#static-assets.
const maxSize = 25 << 20

// small is the size up to which a file is read at once, rather than while it is sent.
const small = 64 << 10

// stat answers the file behind a path of the site, following links as the platform's local runtime does.
func (q *question) stat(path string) (string, os.FileInfo, bool) {
	name, rooted := strings.CutPrefix(path, "/")
	if !rooted || !fs.ValidPath(name) || name == "." || strings.ContainsRune(name, 0) || q.ignore.match(name) {
		return "", nil, false
	}
	local, err := filepath.Localize(name)
	if err != nil {
		return "", nil, false
	}
	file := filepath.Join(q.site.Directory, local)
	info, err := os.Stat(file)
	if err != nil || !info.Mode().IsRegular() || !q.site.spelt(name) {
		return "", nil, false
	}
	return file, info, true
}

// exists answers whether there is a file of a path.
func (q *question) exists(path string) bool {
	_, _, ok := q.stat(path)
	return ok
}

// spelt answers whether a file that exists has exactly this name, where the file system knows it under others too.
func (s *Site) spelt(name string) bool {
	if runtime.GOOS != "darwin" && runtime.GOOS != "windows" {
		return true
	}
	folder := s.Directory
	for part := range strings.SplitSeq(name, "/") {
		list, err := os.ReadDir(folder)
		if err != nil || !slices.ContainsFunc(list, func(e os.DirEntry) bool { return e.Name() == part }) {
			return false
		}
		folder = filepath.Join(folder, part)
	}
	return true
}

// serve makes the response with a file, or that whoever asks has it already.
func (q *question) serve(d *decision) (*wire.Response, error) {
	file, info, ok := q.stat(d.file)
	if !ok {
		return nil, fmt.Errorf("the asset %s was removed while it was asked for", d.file)
	}
	if info.Size() > maxSize {
		return nil, fmt.Errorf("Asset too large.\nCloudflare Workers supports assets with sizes of up to 25 MiB. We found a file %s with a size of %.3g MiB.",
			file, float64(info.Size())/(1<<20))
	}
	tag := `"` + tag(file, info) + `"`
	res := &wire.Response{Header: wire.Header{{Name: "ETag", Value: tag}}}
	if kind := contentType(d.file); kind != "" {
		res.Header = append(res.Header, wire.Field{Name: "Content-Type", Value: kind})
	}
	if !q.request.Header.Has("Authorization") && !q.request.Header.Has("Range") {
		res.Header = append(res.Header, wire.Field{Name: "Cache-Control", Value: "public, max-age=0, must-revalidate"})
	}
	res.Header = append(res.Header, wire.Field{Name: "CF-Cache-Status", Value: "HIT"})
	if d.status == http.StatusOK && q.unchanged(tag) {
		d.status = http.StatusNotModified
	}
	if d.status == http.StatusNotModified || q.request.Method == http.MethodHead {
		return res, nil
	}
	body, err := open(file)
	res.Body = body
	return res, err
}

// open answers the content of a file, of the size that it has now.
func open(file string) (*wire.Body, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	reader := io.LimitReader(f, info.Size())
	if info.Size() > small {
		return wire.StreamBody(struct {
			io.Reader
			io.Closer
		}{reader, f}, info.Size()), nil
	}
	content, err := io.ReadAll(reader)
	f.Close()
	return wire.BytesBody(content), err
}

// tag names the state of a file: its path and its time, in milliseconds as JavaScript writes them.
func tag(file string, info os.FileInfo) string {
	changed := info.ModTime()
	ms := float64(changed.Unix())*1e3 + float64(changed.Nanosecond())/1e6
	sum := sha256.Sum256([]byte(file + strconv.FormatFloat(ms, 'f', -1, 64)))
	return hex.EncodeToString(sum[:16])
}

// types has a line for every extension, with the type that npm's mime, which wrangler asks, has for it. Every line
// stands after a line end, the first too.
//
//go:embed types.txt
var types string

// contentType answers the type of a file by its extension, "" if it is not known.
func contentType(path string) string {
	name := strings.ToLower(path[strings.LastIndexAny(path, `/\`)+1:])
	dot := strings.LastIndexByte(name, '.')
	if dot < 1 {
		return ""
	}
	_, after, known := strings.Cut(types, "\n"+name[dot+1:]+" ")
	if !known {
		return ""
	}
	kind, _, _ := strings.Cut(after, "\n")
	if strings.HasPrefix(kind, "text/") && !strings.Contains(kind, "charset") {
		kind += "; charset=utf-8"
	}
	return kind
}
