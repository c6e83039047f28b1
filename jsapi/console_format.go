package jsapi

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// Format writes the arguments of a console method: the first may have placeholders for those that follow,
// the rest are joined by spaces, strings as they are.
func Format(r *webidl.Realm, args []goja.Value) string {
	return FormatWith(r, InspectOptions{Depth: 2}, args)
}

// FormatWith is Format that shows objects with other options.
func FormatWith(r *webidl.Realm, o InspectOptions, args []goja.Value) string {
	if len(args) == 0 {
		return ""
	}
	var b strings.Builder
	rest := args
	if s, ok := args[0].(goja.String); ok && len(args) > 1 {
		rest = args[1:]
		rest = rest[fill(r, &b, o, s.String(), rest):]
	} else {
		b.WriteString(plainOrInspected(r, o, args[0]))
		rest = args[1:]
	}
	for _, v := range rest {
		b.WriteByte(' ')
		b.WriteString(plainOrInspected(r, o, v))
	}
	return b.String()
}

func plainOrInspected(r *webidl.Realm, o InspectOptions, v goja.Value) string {
	if s, ok := v.(goja.String); ok {
		return s.String()
	}
	return Inspect(r, v, o)
}

// fill writes a format with its placeholders replaced and answers how many arguments they took.
func fill(r *webidl.Realm, b *strings.Builder, o InspectOptions, format string, args []goja.Value) (used int) {
	for {
		at := strings.IndexByte(format, '%')
		if at < 0 || at+1 >= len(format) {
			b.WriteString(format)
			return used
		}
		b.WriteString(format[:at])
		verb := format[at+1]
		format = format[at+2:]
		switch {
		case verb == '%':
			b.WriteByte('%')
		case strings.IndexByte("sdifjoOc", verb) >= 0 && used < len(args):
			b.WriteString(placeholder(r, o, verb, args[used]))
			used++
		default:
			b.WriteByte('%')
			if verb >= 0x80 || strings.IndexByte("sdifjoOc", verb) < 0 {
				format = string(verb) + format
				if verb >= 0x80 { // the first byte of a longer character
					b.WriteByte(verb)
					format = format[len(string(verb)):]
				}
				continue
			}
			b.WriteByte(verb)
		}
	}
}

// placeholder shows an argument as its verb asks.
func placeholder(r *webidl.Realm, o InspectOptions, verb byte, v goja.Value) string {
	switch verb {
	case 's':
		return asString(r, v)
	case 'd', 'i', 'f':
		return asNumber(r, verb, v)
	case 'j':
		return asJSON(r, v)
	case 'o':
		o.Depth, o.Hidden, o.Proxies = 4, true, true
		return Inspect(r, v, o)
	case 'O':
		return Inspect(r, v, o)
	}
	return ""
}

func asString(r *webidl.Realm, v goja.Value) string {
	o, ok := v.(*goja.Object)
	if !ok {
		if s, ok := v.(goja.String); ok {
			return s.String()
		}
		return plainText(v)
	}
	if callable(o) || ownText(o) {
		text := ""
		if ex := r.VM.Try(func() { text = r.Text(o).String() }); ex == nil {
			return text
		}
	}
	return Inspect(r, o, InspectOptions{})
}

// ownText answers whether an object has a conversion to string that is not the language's.
func ownText(o *goja.Object) bool {
	if o.ExportType() == proxyType {
		return false
	}
	in := inside()
	if in.data(o, goja.SymToPrimitive) != nil && o.ClassName() != "Date" && o.ExportType() != bigIntType {
		return true
	}
	f, ok := in.data(o, name("toString")).(*goja.Object)
	if !ok || !callable(f) {
		return false
	}
	source, ok := in.check(in.source, f)
	return ok && !strings.Contains(source.String(), "[native code]")
}

var (
	leadingHex   = regexp.MustCompile(`^([+-]?)0[xX]([0-9a-fA-F]+)`)
	leadingInt   = regexp.MustCompile(`^[+-]?[0-9]+`)
	leadingFloat = regexp.MustCompile(`^[+-]?(Infinity|[0-9]+\.?[0-9]*(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)`)
)

func asNumber(r *webidl.Realm, verb byte, v goja.Value) string {
	if _, ok := v.(*goja.Symbol); ok {
		return "NaN"
	}
	if _, ok := v.(*goja.Object); ok && verb != 'd' {
		return "NaN"
	}
	if v.ExportType() == bigIntType && verb != 'f' {
		return v.String() + "n"
	}
	f := math.NaN()
	text := strings.TrimSpace(numeral(v))
	switch verb {
	case 'd':
		_ = r.VM.Try(func() { f = v.ToFloat() })
	case 'i':
		if hex := leadingHex.FindStringSubmatch(text); hex != nil {
			if n, err := strconv.ParseUint(hex[2], 16, 64); err == nil {
				f = float64(n)
			}
			if hex[1] == "-" {
				f = -f
			}
		} else if n, err := strconv.ParseFloat(leadingInt.FindString(text), 64); err == nil {
			f = n
		}
	case 'f':
		if n, err := strconv.ParseFloat(leadingFloat.FindString(text), 64); err == nil {
			f = n
		}
	}
	return plainText(r.VM.ToValue(f))
}

// asJSON shows what JSON.stringify makes of v.
func asJSON(r *webidl.Realm, v goja.Value) string {
	stringify, ok := goja.AssertFunction(r.VM.GlobalObject().Get("JSON").(*goja.Object).Get("stringify"))
	if !ok {
		return Inspect(r, v, InspectOptions{Depth: 2})
	}
	text, err := stringify(goja.Undefined(), v)
	switch {
	case err == nil:
		return text.String()
	case !strings.Contains(err.Error(), "circular"):
		panic(r.Exception(r.Isolate.Check(err)))
	}
	return "[Circular]"
}

// numeral is a primitive as text; an object is none, so nothing of a script's runs.
func numeral(v goja.Value) string {
	if _, ok := v.(*goja.Object); ok {
		return ""
	}
	return v.String()
}
