package ecma_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/runtime/isolate"
)

// TestLargeMatches compares what long texts are matched and replaced by with what the engine does by itself.
func TestLargeMatches(t *testing.T) {
	line := "River stone 42 lamp.7@example.com\torange, quiet-table 2026-01-15 a\\b$1 $& \"copper\" aab abab end\r\n"
	texts := []string{strings.Repeat(line, 43), strings.Repeat(line+"Zürich 漢字 😀\u2028 É\n", 36), strings.Repeat(line, 2)}
	patterns := []string{`/[\w.]+@[\w.]+\.com/g`, `/(\d{4})-(\d{2})-(\d{2})/g`, `/^\w+/gm`, `/$/gm`, `/\b/g`, `/(?:)/g`, `/(a)|(b)/g`, `/(a(b)?)+/g`, `/./gs`,
		`/RIVER|\u00e9/gi`, `/(?=a)/g`, `/(?<=a)b/g`, `/(?<!a)b/g`, `/(?<one>a)(?<two>b)?/g`, `/\s+/g`, `/\S+$/g`, `/[^a-z]+/g`, `/(\w)\1/g`, `/\u{1F600}/gu`, `/\d+/gy`, `/River/`,
		`/River/y`, `/nothing/g`, `/[\ud83d]/g`, `/\W\u{1}/g`, `/(((((((((((a)))))))))))/g`, `/a{2,3}?/g`, `/\cM/g`, `/[\b]|\0/g`}
	templates := []string{`"[$&]"`, `"$3.$2.$1"`, `"$$$1$0$01$10$11$99$"`, `"$<one>"`, "\"$`$'\"", `""`, `"x$"`, `(...all) => all.length + ":" + all[0] + all[1] + all.at(-2).length`, `undefined`}
	m, engine := newMachine(t, isolate.Options{Mentions: func(word string) bool { return !strings.Contains(word, "RegExp") }}), goja.New()
	for _, text := range texts {
		quoted, _ := json.Marshal(text)
		for _, pattern := range patterns {
			source := "(() => { const text = " + string(quoted) + ", re = " + pattern + "; const all = [text.match(re)?.join('|'), re.lastIndex]; " +
				"for (const by of [" + strings.Join(templates, ", ") + "]) { re.lastIndex = 3; all.push(text.replace(re, by), re.lastIndex) } return JSON.stringify(all) })()"
			want, err := engine.RunString(source)
			if err != nil {
				t.Fatalf("%s: %v", pattern, err)
			}
			if got := m.eval(source); got != want.String() {
				at := 0
				for at < len(got) && at < len(want.String()) && got[at] == want.String()[at] {
					at++
				}
				t.Errorf("%s of %.20q, at %d\n got %.80q\nwant %.80q", pattern, text, at, got[at:], want.String()[at:])
			}
		}
	}
	// The engine leaves out an empty match behind another one.
	if got := m.eval("('axb' + ' '.repeat(5000)).match(/x*/g).slice(0, 4).join('|')"); got != "|x||" {
		t.Errorf("empty matches are %q", got)
	}
}

// TestChangedRegExp has scripts change what decides how a regular expression matches.
func TestChangedRegExp(t *testing.T) {
	m, engine := newMachine(t, isolate.Options{Mentions: func(word string) bool { return !strings.Contains(word, "RegExp") }}), goja.New()
	for _, source := range []string{
		"const re = /a/g; re.exec = () => null; return text.match(re)",
		"const re = /a/g; re[Symbol.match] = () => 'own'; return text.match(re)",
		"const re = /a/g; Object.defineProperty(re, 'flags', { value: '' }); return text.match(re).length",
		"const re = /a/g; re.lastIndex = 7; Object.freeze(re); try { return text.match(re) } catch (e) { return e.name }",
		"class Own extends RegExp { exec() { return null } }; return text.match(new Own('a', 'g'))",
		"return text.replace(/a/g, function () { 'use strict'; return this === undefined })",
		"return text.replace({ [Symbol.replace]: () => 'own' }, 'x')",
		"const seen = []; text.replace(/a/g, (a, at) => { seen.push(at); text2 = at; return '' }); var text2; return seen.length",
		"return [...text.matchAll(/a/g)].length",
		"const exec = RegExp.prototype.exec; let n = 0; RegExp.prototype.exec = function (s) { return n++ < 3 ? exec.call(this, s) : null }; " +
			"try { return [text.match(/a/g), text.replace(/a/g, 'b').length] } finally { RegExp.prototype.exec = exec }",
		"const own = Object.getOwnPropertyDescriptor(RegExp.prototype, 'flags'); Object.defineProperty(RegExp.prototype, 'flags', { get: () => '', configurable: true }); " +
			"try { return text.match(/a/g).length } finally { Object.defineProperty(RegExp.prototype, 'flags', own) }",
	} {
		source = "JSON.stringify((() => { const text = 'ab'.repeat(3000); " + source + " })())"
		want, err := engine.RunString(source)
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		if got := m.eval(source); got != want.String() {
			t.Errorf("%s\n got %.300s\nwant %.300s", source, got, want)
		}
	}
}
