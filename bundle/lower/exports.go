package lower

import (
	"encoding/json"
	"regexp"
	"strings"
)

// esbuild prints the entry's exports as the very last statement, in one of two
// forms. Nothing else can stand there: the match is anchored at the end and a
// string or template cannot close with it.
var (
	exportList    = regexp.MustCompile(`(?:^|[\n;}])export ?\{([^{}]*)\};?\n*$`)
	exportDefault = regexp.MustCompile(`(?:^|[\n;}])export default ([^\n]*?\(\));?\n*$`)
)

// An export is one name a module offers and the binding that holds it.
type export struct{ name, value string }

// exports splits the closing export statement off code.
func exports(code string) (body string, list []export) {
	tail := max(strings.LastIndex(code, "export{"), strings.LastIndex(code, "export {"), strings.LastIndex(code, "export default "))
	if tail < 0 {
		return code, nil
	}
	tail = max(tail-1, 0)
	if m := exportDefault.FindStringSubmatch(code[tail:]); m != nil {
		return cut(code, tail), []export{{"default", m[1]}}
	}
	m := exportList.FindStringSubmatch(code[tail:])
	if m == nil {
		return code, nil
	}
	for _, clause := range clauses(m[1]) {
		value, name, renamed := strings.Cut(clause, " as ")
		if !renamed {
			name = value
		}
		if strings.HasPrefix(name, `"`) {
			if json.Unmarshal([]byte(name), &name) != nil {
				return code, nil
			}
		}
		list = append(list, export{name, value})
	}
	return cut(code, tail), list
}

// cut keeps the character that ends the statement before the export.
func cut(code string, tail int) string {
	if strings.HasPrefix(code[tail:], "export") {
		return code[:tail]
	}
	return code[:tail+1]
}

// clauses splits at the commas that are not inside a string.
func clauses(s string) (list []string) {
	start, quoted := 0, false
	add := func(end int) {
		if c := strings.TrimSpace(s[start:end]); c != "" {
			list = append(list, c)
		}
		start = end + 1
	}
	for i := 0; i < len(s); i++ {
		switch {
		case quoted && s[i] == '\\':
			i++
		case s[i] == '"':
			quoted = !quoted
		case s[i] == ',' && !quoted:
			add(i)
		}
	}
	add(len(s))
	return list
}

// The wrapper stands on the first and the last line of the printed text, so that
// lines keep their numbers. The entry is reached through arguments because a
// module may declare a variable with the name of a parameter.
const prefix = "(async function(" + Host + ",require," + hook + "){"

// wrap makes one expression of a module body.
func wrap(body string, list []export) string {
	var b strings.Builder
	b.Grow(len(prefix) + len(body) + 64*(len(list)+1))
	b.WriteString(prefix)
	b.WriteString(body)
	b.WriteString("\narguments[0].entry(")
	if len(list) > 0 {
		b.WriteString("{__proto__:null")
		for _, e := range list {
			b.WriteString(",get ")
			name, _ := json.Marshal(e.name)
			b.WriteString("[" + string(name) + "](){return " + e.value + "}")
		}
		b.WriteString("}")
	}
	b.WriteString(");\n})")
	return b.String()
}
