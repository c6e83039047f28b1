package workers

import "testing"

func TestParseDatabase(t *testing.T) {
	for text, want := range map[string]Database{
		"postgres://me:secret@db.test/shop":                {"db.test:5432", "postgres", "me", "secret", "shop"},
		"postgresql://me:secret@db.test:1/shop":            {"db.test:1", "postgresql", "me", "secret", "shop"},
		"mysql://me:secret@[::1]/shop":                     {"[::1]:3306", "mysql", "me", "secret", "shop"},
		`postgres://m%20e:p^s"s|%2F%25@db.test/d%62%2Fx?a`: {"db.test:5432", "postgres", "m e", `p^s"s|/%`, "db/x"},
	} {
		if got, err := ParseDatabase(text); err != nil || got != want {
			t.Errorf("%s: got %+v, %v", text, got, err)
		}
	}
}
