package config

import (
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

func TestDotenv(t *testing.T) {
	tests := []struct {
		name, in string
		want     []pair
		ignored  []int
	}{
		{"bare", "A=b", []pair{{"A", "b"}}, nil},
		{"bare is trimmed", "A =  b c  ", []pair{{"A", "b c"}}, nil},
		{"bare ends at a hash", "A=b#c", []pair{{"A", "b"}}, nil},
		{"empty", "A=\nB=", []pair{{"A", ""}, {"B", ""}}, nil},
		{"colon", "A: b", []pair{{"A", "b"}}, nil},
		{"colon without space", "A:b", nil, []int{0}},
		{"export", "export A=b", []pair{{"A", "b"}}, nil},
		{"a variable called export", "export = 5", []pair{{"export", "5"}}, nil},
		{"names", "a.b-c_1=x", []pair{{"a.b-c_1", "x"}}, nil},
		{"comments and blank lines", "# no\n\n  # no\nA=1 # yes\n", []pair{{"A", "1"}}, nil},
		{"single quotes", `A='b # \n "c"' # d`, []pair{{"A", `b # \n "c"`}}, nil},
		{"double quotes", `A="b\nc\rd\te"`, []pair{{"A", "b\nc\rd\\te"}}, nil},
		{"backticks", "A=`it's \"so\"\\n`", []pair{{"A", `it's "so"\n`}}, nil},
		{"escaped quote stays escaped", `A="b\"c"`, []pair{{"A", `b\"c`}}, nil},
		{"several lines", "A=\"b\nc\"\nD=e", []pair{{"A", "b\nc"}, {"D", "e"}}, nil},
		{"spaces in quotes", `A=" b "`, []pair{{"A", " b "}}, nil},
		{"unfinished quote", "A='b\nC=d", []pair{{"A", "'b"}, {"C", "d"}}, nil},
		{"text after quote", `A="b" c`, []pair{{"A", `"b" c`}}, nil},
		{"backslash at the end", `A='b\'`, []pair{{"A", `b\`}}, nil},
		{"no expansion", "A=1\nB=${A}$A", []pair{{"A", "1"}, {"B", "${A}$A"}}, nil},
		{"JSON", `A={"b":[1,2]}`, []pair{{"A", `{"b":[1,2]}`}}, nil},
		{"windows", "A=b\r\nC=d\r\n", []pair{{"A", "b"}, {"C", "d"}}, nil},
		{"nonsense", "A=1\nhello world\nB=2", []pair{{"A", "1"}, {"B", "2"}}, []int{4}},
		{"again", "A=1\nA=2", []pair{{"A", "1"}, {"A", "2"}}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, ignored := parseDotenv(test.in)
			if !slices.Equal(got, test.want) || !slices.Equal(ignored, test.ignored) {
				t.Errorf("parseDotenv(%q): got %q and ignored %v, want %q and %v", test.in, got, ignored, test.want, test.ignored)
			}
		})
	}
}

func TestSecrets(t *testing.T) {
	const vars = base + `"vars":{"A":"file","N":5}`
	hidden := func(name, value string) Var { return Var{Name: name, Value: value, Hidden: true} }
	tests := []struct {
		name  string
		json  string
		files map[string]string
		o     Options
		vars  []Var
		used  []string
	}{
		{".dev.vars", vars + `}`, map[string]string{".dev.vars": "A=1\nB=2", ".env": "C=3"}, Options{},
			[]Var{hidden("A", "1"), {Name: "N", Value: "5", JSON: true}, hidden("B", "2")}, []string{".dev.vars"}},
		{".dev.vars of the environment", base + `"env":{"s":{}}}`, map[string]string{".dev.vars": "A=1", ".dev.vars.s": "B=2"}, Options{Env: "s"},
			[]Var{hidden("B", "2")}, []string{".dev.vars.s"}},
		{".dev.vars for want of the environment's", base + `"env":{"s":{}}}`, map[string]string{".dev.vars": "A=1", ".dev.vars.t": "B=2"}, Options{Env: "s"},
			[]Var{hidden("A", "1")}, []string{".dev.vars"}},
		{".env files", base + `"env":{"s":{}}}`, map[string]string{".env": "A=1\nB=1\nC=1\nD=1", ".env.local": "B=2\nC=2\nD=2", ".env.s": "C=3\nD=3", ".env.s.local": "D=4"}, Options{Env: "s"},
			[]Var{hidden("A", "1"), hidden("B", "2"), hidden("C", "3"), hidden("D", "4")}, []string{".env", ".env.local", ".env.s", ".env.s.local"}},
		{".env switched off", base + `"env":{}}`, map[string]string{".env": "A=1"}, Options{Environ: []string{"CLOUDFLARE_LOAD_DEV_VARS_FROM_DOT_ENV=false"}}, nil, nil},
		{"--env-file", base + `"env":{}}`, map[string]string{".dev.vars": "A=1", "a.env": "B=1\nC=1", "b.env": "C=2"}, Options{EnvFiles: []string{"a.env", "b.env"}},
			[]Var{hidden("B", "1"), hidden("C", "2")}, []string{"a.env", "b.env"}},
		{"the shell", base + `"env":{}}`, nil, Options{Environ: []string{"CLOUDFLARE_INCLUDE_PROCESS_ENV=true", "A=1"}},
			[]Var{hidden("CLOUDFLARE_INCLUDE_PROCESS_ENV", "true"), hidden("A", "1")}, nil},
		{"the shell beside .dev.vars", base + `"env":{}}`, map[string]string{".dev.vars": "A=1"}, Options{Environ: []string{"CLOUDFLARE_INCLUDE_PROCESS_ENV=true", "B=1"}},
			[]Var{hidden("A", "1")}, []string{".dev.vars"}},
		{"only required ones", base + `"secrets":{"required":["A","S"]}}`, map[string]string{".dev.vars": "A=1\nB=2"}, Options{Environ: []string{"S=3", "T=4"}},
			[]Var{hidden("A", "1"), hidden("S", "3")}, []string{".dev.vars"}},
		{"no file", vars + `}`, nil, Options{}, []Var{{Name: "A", Value: "file"}, {Name: "N", Value: "5", JSON: true}}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := withFile("wrangler.json", test.json)
			for name, content := range test.files {
				files[name] = content
			}
			c, warnings := mustLoad(t, files, test.o)
			if !reflect.DeepEqual(c.Vars, test.vars) {
				t.Errorf("Vars with %v: got %+v, want %+v", test.files, c.Vars, test.vars)
			}
			if !slices.Equal(c.EnvFilesUsed, test.used) {
				t.Errorf("EnvFilesUsed with %v: got %q, want %q", test.files, c.EnvFilesUsed, test.used)
			}
			if len(warnings) > 0 {
				t.Errorf("Load with %v: got warnings %v, want none", test.files, warnings)
			}
		})
	}
}

func TestBadEnvLineIsNotShown(t *testing.T) {
	_, warnings := mustLoad(t, map[string]string{"index.js": "", ".dev.vars": "A=1\nhunter2"}, Options{})
	want := Diagnostic{File: ".dev.vars", Line: 2, Column: 1, Message: "This line is ignored: it is not NAME=value.", Warning: true}
	if len(warnings) != 1 || warnings[0] != want {
		t.Errorf("Load with a bad line: got %+v, want %+v", warnings, want)
	}
}

func TestWatch(t *testing.T) {
	c, _ := mustLoad(t, withFile("wrangler.json", base+`"tsconfig":"t.json"}`), Options{})
	var got []string
	for _, path := range c.Watch {
		rel, err := filepath.Rel(c.Dir, path)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, rel)
	}
	if want := []string{"wrangler.json", "t.json", ".dev.vars", ".env", ".env.local"}; !slices.Equal(got, want) {
		t.Errorf("Watch: got %q, want %q", got, want)
	}
}
