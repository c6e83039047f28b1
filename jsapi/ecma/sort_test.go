package ecma_test

import "testing"

func TestSort(t *testing.T) {
	const cut = `const a = [3, 1, 2]; a.length = 2; a[3] = 9; `
	table(t, []row{
		{"hole where elements were cut off", cut + `JSON.stringify([...a.sort(), 3 in a])`, "[1,3,9,null,false]"},
		{"hole and a comparison", cut + `a.sort((x, y) => y - x).join()`, "9,3,1,"},
		{"copy with a hole", cut + `a.toSorted((x, y) => x - y).join()`, "1,3,9,"},
		{"no numbers", `[9, 8, 7, 6, 5, 4, 3, NaN, 1, 0].sort((a, b) => a - b).join()`, "0,1,3,4,5,6,7,8,9,NaN"},
		{"what is compared", `const asked = []; [5, 1, 4, 2, 3].sort((a, b) => (asked.push(a + ":" + b), a - b)); asked.join()`, "1:5,4:1,4:5,4:1,2:4,2:1,3:4,3:2"},
		{"truth", `[3, 1, 2].sort((a, b) => a > b).join()`, "3,1,2"},
		{"stable when reversed", `["b1", "a1", "a2"].sort((a, b) => a.charCodeAt(0) - b.charCodeAt(0)).join()`, "a1,a2,b1"},
		{"long", `const l = Array.from({ length: 100 }, (_, i) => ({ key: i % 3, i })).sort((a, b) => a.key - b.key); l.every((v, i) => !i || l[i - 1].key < v.key || l[i - 1].key === v.key && l[i - 1].i < v.i)`, "true"},
	})
}
