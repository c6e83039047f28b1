package jsapi

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/observe"
)

// table shows what Table makes of its arguments.
func (k *Console) table(c *webidl.Call) { k.write(c.Isolate(), observe.Log, Table(c)) }

// Table answers rows of objects with a column for each of their properties, or for those that are named.
// https://console.spec.whatwg.org/#table
func Table(c *webidl.Call) string {
	t := &table{realm: c.Realm, in: inside()}
	if only, ok := c.Arg(1).(*goja.Object); ok && only.ClassName() == "Array" {
		t.only = t.list(only)
	}
	data, ok := c.Arg(0).(*goja.Object)
	if !ok || data.ExportType() == proxyType || callable(data) {
		return Format(c.Realm, c.Args[:min(1, len(c.Args))])
	}
	t.rows(data)
	return t.String()
}

// table is what console.table collects.
type table struct {
	realm *webidl.Realm
	in    *insides
	only  []string

	index   []string            // of each row
	columns []string            // in the order in which they first occurred
	cells   []map[string]string // of each row, by column
	values  []string            // of each row that is a primitive
	keyed   []string            // of each row of a Map
	first   string              // what the index is called
}

func (t *table) list(o *goja.Object) []string {
	names := []string{}
	for _, k := range o.Keys() {
		if d, ok := t.in.own(o, name(k)); ok && d.value != nil && isIndex(k) {
			names = append(names, t.realm.Text(d.value).String())
		}
	}
	return names
}

func (t *table) rows(data *goja.Object) {
	t.first = "(index)"
	switch kind := data.ExportType(); {
	case kind == mapType && data.ClassName() == "Object":
		t.first = "(iteration index)"
		list := t.in.entries(t.realm.VM, data, true)
		for n := 0; n+1 < len(list); n += 2 {
			t.value(strconv.Itoa(n/2), list[n+1])
			t.keyed = append(t.keyed, t.cell(list[n]))
		}
	case kind == arrayType && data.ClassName() == "Object":
		t.first = "(iteration index)"
		for n, v := range t.in.entries(t.realm.VM, data, false) {
			t.value(strconv.Itoa(n), v)
		}
	default:
		for _, k := range data.Keys() {
			d, _ := t.in.own(data, name(k))
			t.row(k, d.value)
		}
	}
}

// value adds a row that is one value.
func (t *table) value(index string, v goja.Value) {
	t.index = append(t.index, index)
	t.cells = append(t.cells, nil)
	t.values = append(t.values, t.cell(v))
}

// row adds a row: the properties of an object, or one value.
func (t *table) row(index string, v goja.Value) {
	t.index = append(t.index, index)
	cells := map[string]string{}
	value := ""
	o, ok := v.(*goja.Object)
	if ok && o.ExportType() != proxyType && !callable(o) {
		keys := t.only
		if keys == nil {
			keys = o.Keys()
		}
		for _, k := range keys {
			d, ok := t.in.own(o, name(k))
			if !ok {
				continue
			}
			if d.value == nil {
				cells[k] = "[Getter]"
			} else {
				cells[k] = t.cell(d.value)
			}
			t.column(k)
		}
	} else {
		value = t.cell(v)
	}
	for _, k := range t.only {
		t.column(k)
	}
	t.cells = append(t.cells, cells)
	t.values = append(t.values, value)
}

func (t *table) column(name string) {
	for _, c := range t.columns {
		if c == name {
			return
		}
	}
	t.columns = append(t.columns, name)
}

// cell shows a value in little room.
func (t *table) cell(v goja.Value) string {
	p := &inspector{realm: t.realm, in: t.in, layout: usualLayout, few: true}
	level := 0
	if o, ok := v.(*goja.Object); ok && o.ExportType() != proxyType && o.ClassName() != "Array" && len(o.Keys()) > 2 {
		level = 1 // only its name
	}
	return strings.ReplaceAll(p.value(v, level), "\n", " ")
}

// String draws the table.
func (t *table) String() string {
	head := []string{t.first}
	columns := [][]string{t.index}
	if t.keyed != nil {
		head, columns = append(head, "Key"), append(columns, t.keyed)
	}
	for _, name := range t.columns {
		var cells []string
		for _, row := range t.cells {
			cells = append(cells, row[name])
		}
		head, columns = append(head, name), append(columns, cells)
	}
	if strings.Join(t.values, "") != "" {
		head, columns = append(head, "Values"), append(columns, t.values)
	}
	widths := make([]int, len(head))
	for n, cells := range columns {
		widths[n] = columnsOf(head[n], cells) + 2
	}
	rule := func(left, middle, right string) string {
		var parts []string
		for _, w := range widths {
			parts = append(parts, strings.Repeat("─", w))
		}
		return left + strings.Join(parts, middle) + right
	}
	line := func(cell func(int) string) string {
		var parts []string
		for n, w := range widths {
			s := cell(n)
			parts = append(parts, " "+s+strings.Repeat(" ", w-1-columnsOf(s, nil)))
		}
		return "│" + strings.Join(parts, "│") + "│"
	}
	lines := []string{rule("┌", "┬", "┐"), line(func(n int) string { return head[n] }), rule("├", "┼", "┤")}
	for row := range t.index {
		lines = append(lines, line(func(n int) string { return columns[n][row] }))
	}
	return strings.Join(append(lines, rule("└", "┴", "┘")), "\n")
}

// columnsOf is the width of the widest of some texts.
func columnsOf(head string, cells []string) int {
	n := columns(head)
	for _, c := range cells {
		n = max(n, columns(c))
	}
	return n
}
