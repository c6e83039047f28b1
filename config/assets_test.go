package config

import (
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestAssets(t *testing.T) {
	files := func(config string) map[string]string {
		return map[string]string{"wrangler.toml": "name = \"a\"\ncompatibility_date = \"2024-01-01\"\n" + config, "worker.js": "export default {}", "public/a.txt": "a", "other/a.txt": "a"}
	}
	const main = "main = \"worker.js\"\n"
	for _, c := range []struct {
		name, config string
		options      Options
		want         Assets
	}{
		{"only a folder", "[assets]\ndirectory = \"public\"", Options{}, Assets{Directory: "public"}},
		{"everything", main + "[assets]\ndirectory = \"./public\"\nbinding = \"FILES\"\nhtml_handling = \"none\"\nnot_found_handling = \"404-page\"\nbase_path = \"docs//x/../y\"\nrun_worker_first = true", Options{},
			Assets{Directory: "public", Binding: "FILES", HTMLHandling: "none", NotFound: "404-page", BasePath: "/docs/y/", WorkerFirst: true}},
		{"routes", main + "[assets]\ndirectory = \"public\"\nrun_worker_first = [\"/a\", \"!/a/b\"]", Options{}, Assets{Directory: "public", FirstRoutes: []string{"/a", "!/a/b"}}},
		{"inherited", "[assets]\ndirectory = \"public\"\n[env.e]", Options{Env: "e"}, Assets{Directory: "public"}},
		{"an environment's", "[assets]\ndirectory = \"public\"\nhtml_handling = \"none\"\n[env.e.assets]\ndirectory = \"other\"", Options{Env: "e"}, Assets{Directory: "other"}},
		{"the command line's", "[assets]\ndirectory = \"public\"\nhtml_handling = \"none\"", Options{Assets: "other"}, Assets{Directory: "other", HTMLHandling: "none"}},
		{"only the command line's", main, Options{Assets: "other"}, Assets{Directory: "other"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, warnings := mustLoad(t, files(c.config), c.options)
			if len(warnings) > 0 {
				t.Errorf("warnings %v", warnings)
			}
			c.want.Directory = filepath.Join(got.Dir, c.want.Directory)
			if !reflect.DeepEqual(*got.Assets, c.want) {
				t.Errorf("got %+v, want %+v", *got.Assets, c.want)
			}
			if hasMain := strings.Contains(c.config, "main ="); (got.Main != "") != hasMain {
				t.Errorf("main is %q", got.Main)
			}
		})
	}
}

func TestAssetsAreRefused(t *testing.T) {
	const main = "main = \"worker.js\"\n"
	for _, c := range []struct{ name, config, want string }{
		{"no folder", "[assets]\nhtml_handling = \"none\"", "missing the required `directory` property"},
		{"an empty folder", "[assets]\ndirectory = \"\"", "cannot be an empty string"},
		{"a folder that is not there", "[assets]\ndirectory = \"none\"", `The directory specified by the "assets.directory" field in your configuration file does not exist:`},
		{"a file", "[assets]\ndirectory = \"worker.js\"", `doesn't point to a directory`},
		{"a type", "assets = \"public\"", `The field "assets" should be an object but got "public".`},
		{"a handling", "[assets]\ndirectory = \"public\"\nhtml_handling = \"auto\"", `Expected "assets.html_handling" field to be one of ["auto-trailing-slash","force-trailing-slash","drop-trailing-slash","none"] but got "auto".`},
		{"routes", main + "[assets]\ndirectory = \"public\"\nrun_worker_first = \"/a\"", `The field "assets.run_worker_first" should be an array of strings or a boolean, but got "/a".`},
		{"a base", "[assets]\ndirectory = \"public\"\nbase_path = \"http://x/\"", "Invalid assets base_path: The value must be a pathname, not a URL."},
		{"a binding without a Worker", "[assets]\ndirectory = \"public\"\nbinding = \"FILES\"", "Cannot use assets with a binding in an assets-only Worker."},
		{"a Worker first that is not there", "[assets]\ndirectory = \"public\"\nrun_worker_first = [\"/a\"]", "Cannot set run_worker_first without a Worker script."},
		{"a name twice", main + "vars = { FILES = \"a\" }\n[assets]\ndirectory = \"public\"\nbinding = \"FILES\"", "FILES assigned to Assets and Environment Variable bindings."},
	} {
		_, _, err := load(t, map[string]string{
			"wrangler.toml": "name = \"a\"\ncompatibility_date = \"2024-01-01\"\n" + c.config, "worker.js": "export default {}", "public/a.txt": "a",
		}, Options{})
		if !strings.Contains(fmt.Sprint(err), c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}
