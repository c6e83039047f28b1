package sqlite

import (
	"strconv"
	"strings"
)

// pragmas are those that scripts may use, with what each takes as its argument.
var pragmas = map[string]func(argument string, given bool) bool{
	"table_list":  func(string, bool) bool { return true },
	"table_info":  named,
	"table_xinfo": named,

	"data_version": bare,
	"page_size":    bare,

	"case_sensitive_like":       toggled,
	"foreign_keys":              toggled,
	"defer_foreign_keys":        toggled,
	"ignore_check_constraints":  toggled,
	"legacy_alter_table":        toggled,
	"recursive_triggers":        toggled,
	"reverse_unordered_selects": toggled,

	"foreign_key_list": named,
	"index_info":       named,
	"index_list":       named,
	"index_xinfo":      named,

	"foreign_key_check": func(a string, given bool) bool { return !given || allowedName(a) },
	"quick_check":       func(a string, given bool) bool { return !given || allowedName(a) },
	"optimize": func(a string, given bool) bool {
		_, err := strconv.ParseInt(a, 0, 32)
		return !given || err == nil
	},
}

func bare(_ string, given bool) bool    { return !given }
func named(a string, given bool) bool   { return given && allowedName(a) }
func toggled(a string, given bool) bool { return !given || isBoolean(a) }

// isBoolean answers whether a begins with one of SQLite's spellings of a boolean, as the platform checks it.
func isBoolean(a string) bool {
	if n := len(a); n >= 2 && (a[0] == '\'' || a[0] == '"') && a[n-1] == a[0] {
		a = a[1 : n-1]
	}
	for _, word := range []string{"true", "false", "yes", "no", "on", "off", "1", "0"} {
		if len(a) >= len(word) && strings.EqualFold(a[:len(word)], word) {
			return true
		}
	}
	return false
}
