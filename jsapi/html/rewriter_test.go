package html

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// rewrite runs a document through handlers, cut into pieces of size bytes; visit is every handler.
func rewrite(t testing.TB, input string, size int, selector string, visit func(any)) string {
	t.Helper()
	handlers := []Handler{{Comments: true, Text: true, Doctype: true, End: true}}
	if selector != "" {
		s, err := ParseSelector(selector)
		if err != nil {
			return "error: " + err.Error()
		}
		handlers = append(handlers, Handler{Selector: s, Element: true, Comments: true, Text: true})
	}
	w, err := NewRewriter(handlers, "utf-8")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for {
		step, err := w.Next()
		out.Write(w.Output())
		if err != nil {
			return "error: " + err.Error()
		}
		switch step.Kind {
		case NeedInput:
			n := min(size, len(input))
			w.Write([]byte(input[:n]))
			if input = input[n:]; input == "" {
				w.Close()
			}
		case NeedHandler:
			if visit != nil {
				visit(step.Token)
			}
		case NeedStream:
			w.Insert([]byte(step.Content.Stream.(string)), step.Content.HTML)
		case Finished:
			return out.String()
		}
	}
}

func onElement(change func(*Element)) func(any) {
	return func(token any) {
		if e, ok := token.(*Element); ok {
			change(e)
		}
	}
}

func TestRewrite(t *testing.T) {
	for _, c := range []struct {
		name, input, selector string
		visit                 func(any)
		want                  string
	}{
		{"around an element", "<p>x</p>", "p", onElement(func(e *Element) {
			e.Before(Content{Text: "<"})
			e.After(Content{Text: "A"})
			e.Prepend(Content{Text: "P"})
			e.Append(Content{Stream: "<i>", HTML: true})
		}), "&lt;<p>Px<i></p>A"},
		{"an end tag that ends others", "<div><p>a</div>b", "p", onElement(func(e *Element) { e.Remove() }), "<div>b"},
		{"what is removed hides its elements", "<b><i>x</i></b>y", "b", onElement((*Element).Remove), "y"},
		{"only what changed", "<P A = '1'  b>", "p", onElement(func(e *Element) { _ = e.SetAttribute("c", `"`) }), `<P A = '1' b c="&quot;">`},
		{"a script's text", "<script><b></script><b>", "b", onElement((*Element).Remove), "<script><b></script>"},
		{"foreign content has no raw text", "<svg><style><b></b></style></svg>", "b", onElement(func(e *Element) { e.Replace(Content{Text: "x"}) }), "<svg><style>x</style></svg>"},
		{"a tag that a browser might ignore", "<select><title>", "p", nil, "error: " + unclear("title").Error()},
		{"an endless tag", "<p " + strings.Repeat("x", most+1<<18), "p", nil, "error: The memory limit has been exceeded."},
		{"a selector of siblings", "<p>", "a + b", nil, "error: Unsupported combinator `+` in selector."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := rewrite(t, c.input, 1<<16, c.selector, c.visit); got != c.want {
				t.Errorf("%.80q\n got %q\nwant %q", c.input, got, c.want)
			}
		})
	}
}

// FuzzRewrite checks that what no handler changes is written as it was, however it is cut.
func FuzzRewrite(f *testing.F) {
	for _, seed := range []string{
		"<!DOCTYPE html><p a=1 b='2'>x<br/>&amp;</p><!--c-->", "<script><!--<script></script>--></script>x", "<svg><![CDATA[<p>]]></svg>",
		"a<b", "<p a='", "</", "<textarea></textare</textarea>", "<!--a--!>b", "é<ü>\x00", "<title></titl></title>", "<math><mi><b/></mi></math>",
	} {
		f.Add(seed, 3)
	}
	f.Fuzz(func(t *testing.T, input string, size int) {
		if !utf8.ValidString(input) || size <= 0 {
			return
		}
		got := rewrite(t, input, size, "*", nil)
		if got != input && !strings.HasPrefix(got, "error: ") {
			t.Errorf("%q in pieces of %d\n got %q", input, size, got)
		}
	})
}

// FuzzSelector checks that no selector is too much for the parser.
func FuzzSelector(f *testing.F) {
	for _, seed := range []string{"a > b c", "[a='b' i]", "p:not(.a,.b):nth-child(2n+1)", "*|*", "\\31 x", "a,,", ":nth-child(-n", "#", "[a"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		selector, err := ParseSelector(s)
		if err == nil {
			selector.matches([]*element{{name: "a"}, {name: "b", index: 1}})
		}
	})
}
