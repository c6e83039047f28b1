package assets

import "strings"

// HTMLHandling is how the paths of pages and the files behind them belong together.
type HTMLHandling string

// The ways to handle pages.
const (
	AutoTrailingSlash  HTMLHandling = "auto-trailing-slash"
	ForceTrailingSlash HTMLHandling = "force-trailing-slash"
	DropTrailingSlash  HTMLHandling = "drop-trailing-slash"
	NoHTMLHandling     HTMLHandling = "none"
)

// NotFoundHandling is what answers where no file does.
type NotFoundHandling string

// The ways to answer.
const (
	NotFoundNone          NotFoundHandling = "none"
	SinglePageApplication NotFoundHandling = "single-page-application"
	NotFoundPage          NotFoundHandling = "404-page"
)

// find is what a path stands for: a file, or another path to go to.
type find struct {
	file    string
	missing bool // the file says that there is none
	moved   bool // it is to be asked for at another path
	to      string
}

// step is one way from a path to a file.
type step struct {
	file string
	// redirect sends who asks to another path of the file instead, provided that it leads there.
	redirect bool
	to       string
}

func serve(file string) step    { return step{file: file} }
func move(file, to string) step { return step{file, true, to} }

// steps answers the ways from a path to its file, the first that leads to one counts.
func (h HTMLHandling) steps(path string) []step {
	page, isPage := strings.CutSuffix(path, ".html")
	folder, isFolder := strings.CutSuffix(path, "/")
	parent, isIndex := strings.CutSuffix(path, "/index")
	home, isHome := strings.CutSuffix(path, "/index.html")
	var list []step
	switch h {
	case AutoTrailingSlash, "":
		switch {
		case isIndex:
			list = []step{serve(path), move(path+".html", parent+"/"), move(parent+".html", parent)}
		case isHome:
			list = []step{move(path, home+"/"), move(home+".html", home)}
		case isFolder:
			list = []step{serve(path + "index.html"), move(folder+".html", folder)}
		case isPage:
			list = []step{move(path, page), move(page+"/index.html", page+"/")}
		}
		return append(list, serve(path), serve(path+".html"), move(path+"/index.html", path+"/"))
	case ForceTrailingSlash:
		switch {
		case isIndex:
			list = []step{serve(path), move(path+".html", parent+"/"), move(parent+".html", parent+"/")}
		case isHome:
			list = []step{move(path, home+"/"), move(home+".html", home+"/")}
		case isFolder:
			list = []step{serve(path + "index.html"), serve(folder + ".html")}
		case isPage:
			list = []step{move(path, page+"/"), serve(path), move(page+"/index.html", page+"/")}
		}
		return append(list, serve(path), move(path+".html", path+"/"), move(path+"/index.html", path+"/"))
	case DropTrailingSlash:
		switch {
		case path == "/index":
			list = []step{serve(path), move("/index.html", "/")}
		case path == "/index.html":
			list = []step{move(path, "/")}
		case path == "/":
			list = []step{serve("/index.html")}
		case isIndex:
			list = []step{serve(path), move(parent+".html", parent), move(path+".html", parent)}
		case isHome:
			list = []step{move(path, home), serve(path), move(home+".html", home)}
		case isFolder:
			list = []step{move(folder+".html", folder), move(folder+"/index.html", folder)}
		case isPage:
			list = []step{move(path, page), move(page+"/index.html", page)}
		}
		return append(list, serve(path), serve(path+".html"), serve(path+"/index.html"))
	}
	return []step{serve(path)}
}

// find looks for what a path of the site stands for.
func (q *question) find(path string, notFound NotFoundHandling) (find, bool) {
	return q.take(path, notFound, false)
}

// take follows the steps of a path; settled leaves out those that lead to another one.
func (q *question) take(path string, notFound NotFoundHandling, settled bool) (find, bool) {
	for _, s := range q.site.HTML.steps(path) {
		switch {
		case !s.redirect:
			if q.exists(s.file) {
				return find{file: s.file}, true
			}
		case !settled && !q.exists(s.to):
			if there, ok := q.take(s.to, notFound, true); ok && there.file == s.file {
				return find{moved: true, to: s.to}, true
			}
		}
	}
	return q.notFound(path, notFound)
}

// notFound looks for the file that answers instead of one that is not there.
func (q *question) notFound(path string, how NotFoundHandling) (find, bool) {
	switch how {
	case SinglePageApplication:
		if q.exists("/index.html") {
			return find{file: "/index.html"}, true
		}
	case NotFoundPage:
		for path != "" {
			path = path[:max(0, strings.LastIndexByte(path, '/'))]
			if page := path + "/404.html"; q.exists(page) {
				return find{file: page, missing: true}, true
			}
		}
	}
	return find{}, false
}

// findBase looks for what the path of a base stands for that has a slash too few, or one too many.
func (q *question) findBase(path string) (find, bool) {
	base := q.site.Base
	short, to := base[:len(base)-1], ""
	switch {
	case base == "/" || q.site.HTML == NoHTMLHandling:
		return find{}, false
	case q.site.HTML == DropTrailingSlash && path == base:
	case q.site.HTML != DropTrailingSlash && path == short:
		to = "/"
	default:
		return find{}, false
	}
	return find{moved: true, to: to}, q.exists("/index.html")
}
