package ecma_test

import (
	"testing"

	"github.com/dodev/dodev/jsapi/ecma"
)

func TestRegExp(t *testing.T) {
	table(t, []row{
		{"made again", `const make = () => new RegExp("\\p{L}(\\d)?", "gu"), a = make(), b = make(); a.lastIndex = 1; a.x = 1; [a === b, b.lastIndex, b.x, b.source, b.flags, b.exec("é1")[1], a.exec("éa").index, Object.keys(b)].join()`,
			"false,0,,\\p{L}(\\d)?,gu,1,1,"},
		{"made again by a derived class", `class Own extends RegExp {} new Own("a"); const b = new Own("a"); [b instanceof Own, b.source, b.test("a"), new RegExp("a") instanceof Own].join()`, "true,a,true,false"},
		{"made again from a changed prototype", `const match = RegExp.prototype[Symbol.match]; new RegExp("a", "i"); RegExp.prototype[Symbol.match] = undefined; const b = new RegExp("a", "i"); RegExp.prototype[Symbol.match] = match; String(b) + b.test("A") + "bA".match(b).index`, "/a/itrue1"},
		{"letters", `"aß1λ-".match(new RegExp("\\p{L}+", "gu")).join()`, "aß,λ"},
		{"not letters", `"a1é2".replace(new RegExp("\\P{L}", "gu"), "")`, "aé"},
		{"in a class", `"aB-1_é".match(new RegExp("[\\p{Lu}\\d_]", "gu")).join()`, "B,1,_"},
		{"negated class", `"aB1é".match(new RegExp("[^\\p{L}]", "gu")).join()`, "1"},
		{"complement in a class", `"a1é!".match(new RegExp("[\\P{L}a]", "gu")).join()`, "a,1,!"},
		{"case", `new RegExp("^\\p{Lu}+$", "iu").test("ab")`, "true"},
		{"script", `new RegExp("^\\p{Script=Greek}+$", "u").test("λόγος") + String(new RegExp("\\p{sc=Cyrl}", "u").test("a"))`, "truefalse"},
		{"category", `new RegExp("^\\p{General_Category=Decimal_Number}$", "u").test("٣")`, "true"},
		{"unassigned", `["payload", "\u0378", "\ue000"].map((s) => [new RegExp("\\p{Cn}", "u").test(s), new RegExp("[\\p{Cs}\\p{Cn}]", "u").test(s), new RegExp("\\p{C}", "u").test(s)]).join(" ")`, "false,false,false true,true,true false,false,true"},
		{"emoji", `"a😀b".match(new RegExp("\\p{Extended_Pictographic}", "u")).index`, "1"},
		{"identifier", `new RegExp("^\\p{ID_Start}\\p{ID_Continue}*$", "u").test("é1_")`, "true"},
		{"astral", `new RegExp("^\\p{L}$", "u").test("𝒜")`, "true"},
		{"source", `const r = new RegExp("\\p{L}/", "gu"); [r.source, r.flags, String(r), r.unicode, r.unicodeSets].join(" ")`, `\p{L}\/ gu /\p{L}\//gu true false`},
		{"copy", `const r = new RegExp(new RegExp("\\p{L}", "u"), "gu"); "ab".match(r).length + r.flags`, "2gu"},
		{"split", `"aλb1c".split(new RegExp("\\d", "u")).join() + "a-b".split(new RegExp("\\p{Pd}", "u")).join()`, "aλb,ca,b"},
		{"replace with groups", `"x=1".replace(new RegExp("(?<k>\\p{L})=(\\d)", "u"), "$2=$<k>")`, "1=x"},
		{"sticky", `const r = new RegExp("\\p{L}", "uy"); r.lastIndex = 1; r.test("1a") + String(r.lastIndex)`, "true2"},
		{"subtract", `"abc".match(new RegExp("[[a-z]--[b]]", "gv")).join()`, "a,c"},
		{"intersect", `"aλ1".match(new RegExp("[\\p{L}&&[^\\x00-\\x7f]]", "gv")).join()`, "λ"},
		{"nested union", `"a1-".match(new RegExp("[[a-z][0-9]]", "gv")).join()`, "a,1"},
		{"strings", `"x🇦🇧y".match(new RegExp("[\\q{🇦🇧|ab}y]", "gv")).join()`, "🇦🇧,y"},
		{"flags of v", `const r = new RegExp("[a]", "v"); [r.flags, r.unicodeSets, r.unicode].join()`, "v,true,false"},
		{"v negated", `"ab1".match(new RegExp("[^a]", "gv")).join()`, "b,1"},
		{"empty class of v", `new RegExp("[]", "v").test("a")`, "false"},
		{"pairs of surrogates", `const r = new RegExp("(?=.)[\\ud800-\\udbff][\\udc00-\\udfff]|[^\\ud800-\\udfff]", "g"); "a😀b".match(r).join() + " " + r.source`, `a,😀,b (?=.)[\ud800-\udbff][\udc00-\udfff]|[^\ud800-\udfff]`},
		{"written surrogates", `"a😀\ud800b".replace(new RegExp("(?=.)(?:[\ud800-\udbff](?![\udc00-\udfff])|[^\ud800-\udbff][\udc00-\udfff])", "g"), "?")`, "a😀?b"},
		{"classes that reach the guards", `const r = new RegExp("(?=.)[\\ud800-\\uffff](?![\\udc00-\\uffff])", "g"); ["\ufdd0", "😀\ufdd1", "x"].map((s) => r[Symbol.match](s)?.length).join()`, "1,1,"},
		{"class twice", `const r = new RegExp("(?=.)[\\udc00-\\udfff]?[\\ud83c-\\ud83e][\\udc00-\\udfff]{1}(?=[^\\ud83c])", "g"); "😀😁!".match(r).join()`, "😀,😁"},
		{"indices for a class with an exec", `class R extends RegExp { exec(s) { const m = super.exec(s); return m && Object.assign(m, { mine: true }); } }
const r = new R("(?<n>b)", "d"), m = r.exec("ab"); JSON.stringify([m.indices, m.indices.groups.n, m.mine, Object.keys(r), new RegExp("a", "d").exec("a").indices, new R("a").exec("a").indices, "ab".replace(r, "[$<n>]")])`,
			`[[[1,2],[1,2]],[1,2],true,[],[[0,1]],null,"a[b]"]`},
		{"surrogates of copies", `["\ud800", "\udbff", "\ufffd"].map((c) => new RegExp(c + "?x").exec(c + "x")[0].length + new RegExp("[" + c + "]").source.charCodeAt(1)).join()`, "55298,56321,65535"},
		{"indices", `const m = new RegExp("(?<n>b)(c)?", "d").exec("abd"); JSON.stringify([m.indices, m.indices.groups, new RegExp("a", "dg").flags])`,
			`[[[1,2],[1,2],null],{"n":[1,2]},"dg"]`},
		{"indices of pairs", `JSON.stringify(new RegExp("(.)x", "du").exec("\u{1F600}x").indices)`, "[[0,3],[0,2]]"},
		{"modifiers", `[new RegExp("(?i:a)b").test("Ab"), new RegExp("(?i:a)b").test("AB"), new RegExp("(?-s:.)", "s").test("\n")].join()`, "true,false,false"},
		{"bad modifiers", `try { new RegExp("(?ii:a)") } catch (e) { String(e) }`, "SyntaxError: Invalid regular expression: /(?ii:a)/: Invalid group"},
		{"one name twice", `const r = new RegExp("(?<y>a)|(?<y>b)\\k<y>"); r.exec("bb").groups.y + r.exec("a").groups.y + "bb".replace(r, "[$<y>]")`, "ba[b]"},
		{"statics", `/(b)(c)?/.test("abd"); [RegExp.$1, RegExp.$2, RegExp.lastMatch, RegExp["$` + "`" + `"], RegExp["$'"]].join()`, "b,,b,a,d"},
		{"derived properties", `[new RegExp("\\p{Grapheme_Extend}", "u").test("\u0301"), new RegExp("\\p{CWU}", "u").test("\u00df"), new RegExp("\\p{CWL}", "u").test("a")].join()`, "true,true,false"},
		{"bad flags", `try { new RegExp("a", "uv") } catch (e) { String(e) }`, "SyntaxError: Invalid flags supplied to RegExp constructor 'uv'"},
		{"bad property", `try { new RegExp("\\p{Foo}", "u") } catch (e) { String(e) }`, `SyntaxError: Invalid regular expression: /\p{Foo}/u: Invalid property name`},
		{"property that is missing", `try { new RegExp("\\p{RGI_Emoji}", "v") } catch (e) { String(e) }`, `SyntaxError: Invalid regular expression: /\p{RGI_Emoji}/v: dodev does not support \p{RGI_Emoji} yet`},
		{"group", `try { new RegExp("(") } catch (e) { String(e) }`, "SyntaxError: Invalid regular expression: /(/: Unterminated group"},
		{"parenthesis", `try { new RegExp(")") } catch (e) { String(e) }`, "SyntaxError: Invalid regular expression: /)/: Unmatched ')'"},
		{"class", `try { new RegExp("[") } catch (e) { String(e) }`, "SyntaxError: Invalid regular expression: /[/: Unterminated character class"},
		{"repeat", `try { new RegExp("*") } catch (e) { String(e) }`, "SyntaxError: Invalid regular expression: /*/: Nothing to repeat"},
		{"order", `try { new RegExp("[b-a]") } catch (e) { String(e) }`, "SyntaxError: Invalid regular expression: /[b-a]/: Range out of order in character class"},
		{"backslash", `try { new RegExp("\\") } catch (e) { String(e) }`, `SyntaxError: Invalid regular expression: /\/: \ at end of pattern`},
		{"set class", `try { new RegExp("[(]", "v") } catch (e) { String(e) }`, "SyntaxError: Invalid regular expression: /[(]/v: Invalid character in character class"},
		{"plain", `[RegExp("a", "g").flags, new RegExp(/x/gi).flags, new RegExp(/x/g, "i").flags, RegExp.length, RegExp.name, /a/ instanceof RegExp, new RegExp("").source, new RegExp(undefined).source, new RegExp("a/b").source].join()`, `g,gi,i,2,RegExp,true,(?:),(?:),a\/b`},
		{"subclass", `class R extends RegExp { x = 1 } const r = new R("\\p{L}", "u"); [r.x, r.test("a"), r instanceof R].join()`, "1,true,true"},
		{"lone surrogates stay", `new RegExp("[\ud800]").test("\ud800")`, "true"},
	})
}

// FuzzPattern looks for patterns whose translation panics, or is no pattern although it was accepted.
func FuzzPattern(f *testing.F) {
	for _, p := range []string{`\p{L}+`, `[\P{Lu}\d]`, `[[a-z]--[b]]`, `[\q{ab|c}&&[c]]`, `[^\w-]`, `\u{1F600}[\]]`, `[\u{41}-\x5a]`} {
		f.Add(p, true)
		f.Add(p, false)
	}
	f.Fuzz(func(t *testing.T, source string, sets bool) {
		_, _ = ecma.Translate(source, sets, false)
	})
}
