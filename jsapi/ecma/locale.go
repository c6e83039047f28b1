package ecma

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// numbers gives numbers and big integers their English text. Other locales fall back to it; an option that
// would change the text in another way throws.
func (r *realm) numbers() {
	if !r.Isolate.Mentions("toLocaleString") {
		return
	}
	r.VM.GlobalObject().Get("BigInt")
	proto := r.VM.ToValue(1).ToObject(r.VM).Prototype()
	valueOf := native(proto.Get("valueOf"))
	r.method(proto, "toLocaleString", 0, func(c goja.FunctionCall) goja.Value {
		x := valueOf(goja.FunctionCall{This: c.This}).ToFloat()
		f := r.numberFormat(c.Argument(1))
		return r.VM.ToValue(f.text(x))
	})
}

func bigintPatch(r *realm, v goja.Value) goja.Value {
	proto := prototype(v)
	valueOf := native(proto.Get("valueOf"))
	r.method(proto, "toLocaleString", 0, func(c goja.FunctionCall) goja.Value {
		n := valueOf(goja.FunctionCall{This: c.This}).Export().(*big.Int)
		text := new(big.Int).Abs(n).String()
		if r.numberFormat(c.Argument(1)).grouping {
			text = grouped(text)
		}
		if n.Sign() < 0 {
			text = "-" + text
		}
		return r.VM.ToValue(text)
	})
	return v
}

type numberFormat struct {
	least, most int // digits of the fraction
	grouping    bool
	percent     bool
}

func (r *realm) numberFormat(options goja.Value) numberFormat {
	f := numberFormat{most: 3, grouping: true}
	o, ok := options.(*goja.Object)
	if !ok {
		return f
	}
	for _, name := range o.Keys() {
		v := o.Get(name)
		if goja.IsUndefined(v) {
			continue
		}
		switch name {
		case "minimumFractionDigits", "maximumFractionDigits":
			n := r.Number(v)
			if !(n >= 0 && n <= 100) {
				r.throw(webidl.RangeError("%s value is out of range.", name))
			}
		case "useGrouping":
			f.grouping = v.ToBoolean() && v.String() != "false"
		case "style":
			switch v.String() {
			case "decimal":
			case "percent":
				f.percent, f.most = true, 0
			default:
				r.throw(unsupported("toLocaleString with style " + v.String()))
			}
		case "localeMatcher":
		default:
			r.throw(unsupported("toLocaleString with " + name))
		}
	}
	d := r.NewDict(o)
	if n, ok := d.Number("minimumFractionDigits"); ok {
		f.least = int(n)
		f.most = max(f.most, f.least)
	}
	if n, ok := d.Number("maximumFractionDigits"); ok {
		if int(n) < f.least {
			r.throw(webidl.RangeError("maximumFractionDigits value is out of range."))
		}
		f.most = int(n)
	}
	return f
}

func (f numberFormat) text(x float64) string {
	switch {
	case math.IsNaN(x):
		return "NaN"
	case math.IsInf(x, 1):
		return "∞" + f.sign()
	case math.IsInf(x, -1):
		return "-∞" + f.sign()
	}
	// The shortest digits that name the number, rounded half away from zero.
	whole, fraction, _ := strings.Cut(strconv.FormatFloat(math.Abs(x), 'f', -1, 64), ".")
	if f.percent {
		fraction += strings.Repeat("0", max(0, 2-len(fraction)))
		whole, fraction = strings.TrimLeft(whole+fraction[:2], "0"), fraction[2:]
		if whole == "" {
			whole = "0"
		}
	}
	if len(fraction) > f.most {
		up := fraction[f.most] >= '5'
		digits, _ := new(big.Int).SetString(whole+fraction[:f.most], 10)
		if up {
			digits.Add(digits, big.NewInt(1))
		}
		text := digits.String()
		text = strings.Repeat("0", max(0, f.most+1-len(text))) + text
		whole, fraction = text[:len(text)-f.most], text[len(text)-f.most:]
	}
	fraction = strings.TrimRight(fraction, "0")
	fraction += strings.Repeat("0", max(0, f.least-len(fraction)))
	if f.grouping {
		whole = grouped(whole)
	}
	if fraction != "" {
		whole += "." + fraction
	}
	if math.Signbit(x) {
		whole = "-" + whole
	}
	return whole + f.sign()
}

func (f numberFormat) sign() string {
	if f.percent {
		return "%"
	}
	return ""
}

func grouped(digits string) string {
	var b strings.Builder
	for i, c := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// dates gives dates their English text, in UTC or the time zone that the options name.
func (r *realm) dates(proto *goja.Object) {
	getTime := native(proto.Get("getTime"))
	for name, layout := range map[string]string{
		"toLocaleString":     "1/2/2006, 3:04:05 PM",
		"toLocaleDateString": "1/2/2006",
		"toLocaleTimeString": "3:04:05 PM",
	} {
		r.method(proto, name, 0, func(c goja.FunctionCall) goja.Value {
			ms := getTime(goja.FunctionCall{This: c.This}).ToFloat()
			zone, layout := r.dateFormat(c.Argument(1), layout)
			if math.IsNaN(ms) {
				return r.VM.ToValue("Invalid Date")
			}
			return r.VM.ToValue(time.UnixMilli(int64(ms)).In(zone).Format(layout))
		})
	}
}

func (r *realm) dateFormat(options goja.Value, layout string) (*time.Location, string) {
	o, ok := options.(*goja.Object)
	if !ok {
		return time.UTC, layout
	}
	zone := time.UTC
	for _, name := range slices.Sorted(slices.Values(o.Keys())) {
		v := o.Get(name)
		if goja.IsUndefined(v) {
			continue
		}
		switch name {
		case "timeZone":
			z, err := time.LoadLocation(v.String())
			if err != nil || v.String() == "Local" || v.String() == "" {
				r.throw(webidl.RangeError("Invalid time zone specified: %s", v.String()))
			}
			zone = z
		case "hour12":
			if !v.ToBoolean() {
				layout = strings.Replace(layout, "3:04:05 PM", "15:04:05", 1)
			}
		default:
			r.throw(unsupported("toLocaleString with " + name))
		}
	}
	return zone, layout
}
