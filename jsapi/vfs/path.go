package vfs

import "strings"

// Path is the names from the root to a node.
type Path []string

// ParsePath reads the path of a file: URL, which has no dots to resolve.
func ParsePath(pathname string) Path {
	var p Path
	for name := range strings.SplitSeq(pathname, "/") {
		if name != "" {
			p = append(p, name)
		}
	}
	return p
}

// String is the absolute path.
func (p Path) String() string { return "/" + strings.Join(p, "/") }

// below answers whether p is in the directory d, at whatever depth.
func (p Path) below(d Path) bool {
	return len(p) > len(d) && strings.HasPrefix(p.String(), d.String()+"/")
}

// split answers a pathname's directory and the name in it, which is empty after a slash.
func split(pathname string) (parent Path, name string) {
	n := strings.LastIndexByte(pathname, '/')
	return ParsePath(pathname[:n+1]), pathname[n+1:]
}
