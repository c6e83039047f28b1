package conformance

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Export is one test of a case.
type Export struct {
	Name    string
	Section string // "4.1"
	Proves  string
}

var (
	exportLine  = regexp.MustCompile(`^export (?:default(?: (class))?|(?:const|let|var) ([A-Za-z_$][\w$]*)|(class) ([A-Za-z_$][\w$]*))`)
	testMember  = regexp.MustCompile(`(?m)(?:^|[{,])\s*(?:async )?test\s*[(:=]`)
	sectionLine = regexp.MustCompile(`^// (\d+a?(?:\.\d+)?): (.+)$`)
)

// exports finds the tests of a module by its layout. An export begins a line and ends with the next line that begins
// with a brace, or with itself; it is a test if a method says so or the line above it does.
func exports(source string) ([]Export, error) {
	var found []Export
	lines := strings.Split(source, "\n")
	for i, line := range lines {
		m := exportLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		class := m[1] != "" || m[3] != ""
		body := line
		for j := i + 1; j < len(lines) && !strings.HasSuffix(line, "};") && !strings.HasPrefix(lines[j-1], "}"); j++ {
			body += "\n" + lines[j]
		}
		var comment []string
		if i > 0 {
			comment = sectionLine.FindStringSubmatch(lines[i-1])
		}
		entrypoint := !class || strings.Contains(line, "extends WorkerEntrypoint")
		if comment == nil && !(entrypoint && testMember.MatchString(body)) {
			continue
		}
		name := m[2] + m[4]
		if name == "" {
			name = "default"
		}
		if comment == nil {
			return nil, fmt.Errorf(`line %d: above the test %s there is no "// section: what it proves"`, i+1, name)
		}
		found = append(found, Export{Name: name, Section: comment[1], Proves: comment[2]})
	}
	if found == nil {
		return nil, fmt.Errorf("there is no export with a test method")
	}
	return found, nil
}

// before orders sections as the sheet does: 2.6, 12, 12a.3.
func before(a, b string) int {
	chapterA, partA, _ := strings.Cut(a, ".")
	chapterB, partB, _ := strings.Cut(b, ".")
	number := func(s string) int {
		n, _ := strconv.Atoi(strings.TrimSuffix(s, "a"))
		return 2*n + strings.Count(s, "a")
	}
	if d := number(chapterA) - number(chapterB); d != 0 {
		return d
	}
	return number(partA) - number(partB)
}
