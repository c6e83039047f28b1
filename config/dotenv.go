package config

import "strings"

// pair is one name and value of an env file.
type pair struct{ name, value string }

// parseDotenv reads the dotenv format: NAME=value or NAME: value, perhaps after
// export; values bare, or in single quotes, double quotes or backticks, which
// may span lines. Only double quotes turn \n and \r into line ends, and nothing
// refers to other variables. A bare value ends at a #. The offsets are of lines
// that are none of this.
func parseDotenv(s string) (pairs []pair, ignored []int) {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	for pos := 0; pos < len(s); {
		line, _, _ := strings.Cut(s[pos:], "\n")
		name, rest, ok := dotenvName(line)
		if !ok {
			if t := strings.TrimSpace(line); t != "" && t[0] != '#' {
				ignored = append(ignored, pos)
			}
			pos += len(line) + 1
			continue
		}
		start := pos + len(line) - len(rest)
		value, end := dotenvValue(s, start)
		pairs = append(pairs, pair{name, value})
		if next := strings.IndexByte(s[end:], '\n'); next >= 0 {
			pos = end + next + 1
		} else {
			pos = len(s)
		}
	}
	return pairs, ignored
}

// dotenvName splits a line after its = or colon.
func dotenvName(line string) (name, rest string, ok bool) {
	line = strings.TrimLeft(line, blank)
	if after, found := strings.CutPrefix(line, "export"); found && after != strings.TrimLeft(after, blank) {
		if name, rest, ok := dotenvAssign(strings.TrimLeft(after, blank)); ok {
			return name, rest, true
		}
	}
	return dotenvAssign(line) // export may itself be the name
}

func dotenvAssign(line string) (name, rest string, ok bool) {
	end := 0
	for end < len(line) && nameByte(line[end]) {
		end++
	}
	name, rest = line[:end], line[end:]
	if name == "" {
		return "", "", false
	}
	if after, found := strings.CutPrefix(rest, ":"); found {
		return name, after, after != strings.TrimLeft(after, blank)
	}
	rest, ok = strings.CutPrefix(strings.TrimLeft(rest, blank), "=")
	return name, rest, ok
}

const blank = " \t\v\f\u00a0\ufeff"

func nameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.' || c == '-'
}

// dotenvValue reads the value at a position and tells where it ends.
func dotenvValue(s string, start int) (value string, end int) {
	line, _, _ := strings.Cut(s[start:], "\n")
	open := start + len(line) - len(strings.TrimLeft(line, blank))
	if open < len(s) && strings.IndexByte("'\"`", s[open]) >= 0 {
		if end := closing(s, open); end > 0 {
			value := s[open+1 : end]
			if s[open] == '"' {
				value = unescape(value)
			}
			return value, end + 1
		}
	}
	bare, _, _ := strings.Cut(line, "#")
	value = strings.TrimSpace(bare)
	if value == "" {
		return "", start + len(line)
	}
	quoted := value[0]
	if n := len(value); n > 1 && strings.IndexByte("'\"`", quoted) >= 0 && value[n-1] == quoted {
		value = value[1 : n-1]
	}
	if quoted == '"' {
		value = unescape(value)
	}
	return value, start + len(line)
}

// closing finds the quote that ends a quoted value: the first that no
// backslash precedes, provided only a comment follows, else the last one that
// would do.
func closing(s string, open int) int {
	var escaped []int
	for i := open + 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && s[i+1] == s[open]:
			i++
			escaped = append(escaped, i)
		case s[i] == s[open]:
			if endsLine(s[i+1:]) {
				return i
			}
			i = len(s)
		}
	}
	for i := len(escaped) - 1; i >= 0; i-- {
		if endsLine(s[escaped[i]+1:]) {
			return escaped[i]
		}
	}
	return 0
}

// endsLine tells whether nothing but a comment is left of the line.
func endsLine(rest string) bool {
	line, _, _ := strings.Cut(rest, "\n")
	line = strings.TrimLeft(line, blank)
	return line == "" || line[0] == '#'
}

func unescape(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, `\n`, "\n"), `\r`, "\r")
}
