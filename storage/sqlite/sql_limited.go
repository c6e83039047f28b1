package sqlite

import "strings"

// limited writes a DELETE or UPDATE with ORDER BY or LIMIT, which this build of SQLite does not parse, as the
// platform's SQLite compiles it: over the rows that a SELECT with those clauses finds. It answers where the
// statement ends, and false when it is none of these. Tables WITHOUT ROWID are left alone.
func limited(text string) (rewritten string, end int, ok bool) {
	var (
		t       = &tokens{text: text}
		verb    string
		clauses = map[string]int{} // where each begins
		depth   int
	)
	end = len(text)
scan:
	for tok := t.next(); tok.kind != tokenEnd; tok = t.next() {
		word := strings.ToUpper(tok.name)
		switch {
		case tok.mark("("):
			depth++
		case tok.mark(")"):
			depth--
		case depth > 0:
		case tok.mark(";"):
			if verb != "" {
				end = tok.start
				break scan
			}
		case tok.kind != tokenWord:
		case verb == "" && (word == "DELETE" || word == "UPDATE"):
			verb = word
			clauses["rows"] = tok.end
		case verb == "DELETE" && word == "FROM" && clauses["source"] == 0:
			clauses["source"] = tok.end
		case verb == "UPDATE" && word == "OR":
			clauses["rows"] = t.next().end
		case verb != "" && clauses[word] == 0:
			switch word {
			case "SET", "WHERE", "RETURNING", "ORDER", "LIMIT":
				clauses[word] = tok.start
			}
		}
	}
	if clauses["LIMIT"] == 0 {
		return "", 0, false
	}
	cut := func(from int, stops ...string) string {
		to := end
		for _, s := range stops {
			if at := clauses[s]; at > from && at < to {
				to = at
			}
		}
		return text[from:to]
	}
	from := clauses["source"]
	if verb == "UPDATE" {
		from = clauses["rows"]
	}
	var source, set, where, order, returning string
	source = cut(from, "SET", "WHERE", "RETURNING", "ORDER", "LIMIT")
	if at := clauses["SET"]; at > 0 {
		set = cut(at, "WHERE", "RETURNING", "ORDER", "LIMIT")
	}
	if at := clauses["WHERE"]; at > 0 {
		where = cut(at, "RETURNING", "ORDER", "LIMIT")
	}
	if at := clauses["RETURNING"]; at > 0 {
		returning = cut(at, "ORDER", "LIMIT")
	}
	if at := clauses["ORDER"]; at > 0 {
		order = cut(at, "LIMIT")
	}
	if end < len(text) {
		end++ // the semicolon
	}
	return text[:from] + source + " " + set + " WHERE rowid IN (SELECT rowid FROM " + source + " " + where + " " + order + " " +
		strings.TrimSuffix(text[clauses["LIMIT"]:end], ";") + "\n) " + returning, end, true
}
