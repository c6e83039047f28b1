package limits

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestFigures(t *testing.T) {
	date, list := Figures()
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		t.Error(err)
	}
	seen := map[string]bool{}
	for _, f := range list {
		if seen[f.Name] || f.Value <= 0 || f.Unit == "" || !strings.HasPrefix(f.Source, "https://") {
			t.Errorf("%+v", f)
		}
		seen[f.Name] = true
	}
}

// Every field has its line and every line its field.
func TestProduction(t *testing.T) {
	fields := 0
	var walk func(v reflect.Value, path string)
	walk = func(v reflect.Value, path string) {
		if v.Kind() != reflect.Struct {
			fields++
			if v.Int() == 0 {
				t.Errorf("%s has no figure", path)
			}
			return
		}
		for n := range v.NumField() {
			walk(v.Field(n), path+"."+v.Type().Field(n).Name)
		}
	}
	walk(reflect.ValueOf(Production()), "Limits")
	if _, list := Figures(); len(list) != fields {
		t.Errorf("%d lines for %d fields", len(list), fields)
	}
}
