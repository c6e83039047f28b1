package weburl_test

import (
	"reflect"
	"testing"

	"github.com/dodev/dodev/jsapi/weburl"
)

func TestParams(t *testing.T) {
	for _, c := range []struct {
		in   string
		list weburl.Params
		out  string
	}{
		{"", nil, ""},
		{"a=1&b=2", weburl.Params{{"a", "1"}, {"b", "2"}}, "a=1&b=2"},
		{"a&b=&=c&&", weburl.Params{{"a", ""}, {"b", ""}, {"", "c"}}, "a=&b=&=c"},
		{"x=%2B+1", weburl.Params{{"x", "+ 1"}}, "x=%2B+1"},
		{"%zz=%41%", weburl.Params{{"%zz", "A%"}}, "%25zz=A%25"},
		{"a=b=c", weburl.Params{{"a", "b=c"}}, "a=b%3Dc"},
		{"é=%C3%A9", weburl.Params{{"é", "é"}}, "%C3%A9=%C3%A9"},
		{"a=%E2%82", weburl.Params{{"a", "\uFFFD"}}, "a=%EF%BF%BD"},
		{"~'()*-._!", weburl.Params{{"~'()*-._!", ""}}, "%7E%27%28%29*-._%21="},
	} {
		list := weburl.ParseParams(c.in)
		if !reflect.DeepEqual(list, c.list) {
			t.Errorf("parse %q: got %q, want %q", c.in, list, c.list)
		}
		if got := list.String(); got != c.out {
			t.Errorf("write %q: got %q, want %q", c.list, got, c.out)
		}
	}
}

func TestParamsEdit(t *testing.T) {
	list := weburl.ParseParams("a=1&b=2&a=3&a=1")
	one := "1"
	for _, c := range []struct {
		name string
		got  any
		want any
	}{
		{"all", list.All("a"), []string{"1", "3", "1"}},
		{"has a value", list.Has("a", &one), true},
		{"has no such value", list.Has("b", &one), false},
		{"without", list.Without("a", nil).String(), "b=2"},
		{"without a value", list.Without("a", &one).String(), "b=2&a=3"},
		{"set replaces all", list.Set("a", "9").String(), "a=9&b=2"},
		{"set appends", list.Set("z", "9").String(), "a=1&b=2&a=3&a=1&z=9"},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, c.got, c.want)
		}
	}
	sorted := weburl.Params{{"\uFF5E", "1"}, {"\U0001F600", "2"}, {"b", "3"}, {"a", "4"}, {"b", "5"}}
	sorted.Sort()
	if want := (weburl.Params{{"a", "4"}, {"b", "3"}, {"b", "5"}, {"\U0001F600", "2"}, {"\uFF5E", "1"}}); !reflect.DeepEqual(sorted, want) {
		t.Errorf("sort: got %q, want %q", sorted, want)
	}
}

func FuzzParams(f *testing.F) {
	for _, s := range []string{"a=1&b", "%41=%zz+", "&&=", "é=%ff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		list := weburl.ParseParams(s)
		if again := weburl.ParseParams(list.String()); !reflect.DeepEqual(list, again) {
			t.Errorf("%q: read %q, wrote %q, read %q", s, list, list.String(), again)
		}
	})
}
