package ecma

import (
	"math"
	"math/big"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"

	"github.com/dop251/goja"
	"github.com/rivo/uniseg"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"github.com/dodev/dodev/jsapi/locale"
)

// intl answers the Intl object and what numbers and dates ask of it, made when it is first needed: the options are read
// by a source of ours, the texts are made here.
func (r *realm) intl() *goja.Object {
	if r.texts != nil {
		return r.texts
	}
	n := r.VM.NewObject()
	_ = n.Set("name", locale.Name)
	for name, f := range map[string]func(c goja.FunctionCall) goja.Value{
		"canonical": r.canonicalLocale,
		"decimal": func(c goja.FunctionCall) goja.Value {
			_, ok := locale.Parse(c.Argument(0).String())
			return r.VM.ToValue(ok)
		},
		"unit": func(c goja.FunctionCall) goja.Value { return r.VM.ToValue(locale.KnownUnit(c.Argument(0).String())) },
		"places": func(c goja.FunctionCall) goja.Value {
			return r.VM.ToValue(locale.CurrencyDigits(c.Argument(0).String()))
		},
		"number": func(c goja.FunctionCall) goja.Value {
			return r.parts(numberFormat(c.Argument(0).(*goja.Object)).Parts(decimal(c.Argument(1))))
		},
		"date": r.dateParts,
		"zone": r.zone,
		"plural": func(c goja.FunctionCall) goja.Value {
			return r.VM.ToValue(locale.Plural(c.Argument(0).String(), c.Argument(1).ToBoolean()))
		},
		"list":     r.listParts,
		"relative": r.relativeParts,
		"collator": r.collator,
		"segments": r.segments,
		"units":    func(goja.FunctionCall) goja.Value { return r.Value(locale.Units()) },
		"maximal":  r.sized(maximal),
		"minimal":  r.sized(minimal),
		"absent":   func(c goja.FunctionCall) goja.Value { return absentClass("Intl."+c.Argument(0).String(), 0)(r) },
	} {
		_ = n.Set(name, r.VM.ToValue(f))
	}
	_ = n.Set("locale", r.piece("locale", n))
	r.texts = r.piece("intl", n)
	return r.texts
}

// parts answers types and values by turns.
func (r *realm) parts(list []locale.Part) goja.Value {
	flat := make([]any, 0, 2*len(list))
	for _, p := range list {
		flat = append(flat, p.Type, p.Value)
	}
	return r.VM.NewArray(flat...)
}

func member(o *goja.Object, name string) string {
	v := o.Get(name)
	if v == nil || goja.IsUndefined(v) {
		return ""
	}
	return v.String()
}

func count(o *goja.Object, name string, absent int) int {
	v := o.Get(name)
	if v == nil || goja.IsUndefined(v) {
		return absent
	}
	return int(v.ToInteger())
}

// numberFormat reads the slots of a NumberFormat.
func numberFormat(o *goja.Object) *locale.NumberFormat {
	return &locale.NumberFormat{
		Style: member(o, "style"), Currency: member(o, "currency"), CurrencyDisplay: member(o, "currencyDisplay"), CurrencySign: member(o, "currencySign"),
		Unit: member(o, "unit"), UnitDisplay: member(o, "unitDisplay"), Notation: member(o, "notation"), CompactDisplay: member(o, "compactDisplay"),
		SignDisplay: member(o, "signDisplay"), UseGrouping: member(o, "useGrouping"), MinInteger: count(o, "minimumIntegerDigits", 1),
		MinFraction: count(o, "minimumFractionDigits", 0), MaxFraction: count(o, "maximumFractionDigits", -1),
		MinDigits: count(o, "minimumSignificantDigits", 0), MaxDigits: count(o, "maximumSignificantDigits", 0),
		Priority: member(o, "roundingPriority"), Mode: member(o, "roundingMode"), StripZeros: member(o, "trailingZeroDisplay") == "stripIfInteger",
	}
}

// decimal reads a number, a big integer or a text that is one.
func decimal(v goja.Value) locale.Decimal {
	switch {
	case goja.IsBigInt(v):
		return locale.FromInt(v.Export().(*big.Int))
	case goja.IsString(v):
		d, _ := locale.Parse(v.String())
		return d
	}
	return locale.FromFloat(v.ToFloat())
}

func (r *realm) dateParts(c goja.FunctionCall) goja.Value {
	o := c.Argument(0).(*goja.Object)
	zone, _ := locale.Zone(member(o, "timeZone"))
	f := locale.DateFormat{
		Zone: zone, DateStyle: member(o, "dateStyle"), TimeStyle: member(o, "timeStyle"), Weekday: member(o, "weekday"), Era: member(o, "era"),
		Year: member(o, "year"), Month: member(o, "month"), Day: member(o, "day"), DayPeriod: member(o, "dayPeriod"), Hour: member(o, "hour"),
		Minute: member(o, "minute"), Second: member(o, "second"), FractionDigits: count(o, "fractionalSecondDigits", 0),
		ZoneName: member(o, "timeZoneName"), HourCycle: member(o, "hourCycle"),
	}
	return r.parts(f.Parts(time.UnixMilli(c.Argument(1).ToInteger())))
}

// zone answers the name of a time zone as it is written, undefined if there is none.
func (r *realm) zone(c goja.FunctionCall) goja.Value {
	zone, ok := locale.Zone(c.Argument(0).String())
	if !ok {
		return goja.Undefined()
	}
	return r.VM.ToValue(zone.String())
}

func (r *realm) canonicalLocale(c goja.FunctionCall) goja.Value {
	text := c.Argument(0).String()
	tag, err := language.Parse(text)
	if err != nil && !strings.Contains(err.Error(), "well-formed") || text == "" || strings.ContainsAny(text, "_ ") || tag == language.Und && !strings.EqualFold(text, "und") && err != nil {
		return goja.Undefined()
	}
	if err != nil { // well-formed, of parts that are not known
		return r.VM.ToValue(text)
	}
	return r.VM.ToValue(tag.String())
}

// sized answers what resize makes of a tag.
func (r *realm) sized(resize func(language.Tag) language.Tag) func(c goja.FunctionCall) goja.Value {
	return func(c goja.FunctionCall) goja.Value {
		return r.VM.ToValue(resize(language.Make(c.Argument(0).String())).String())
	}
}

// maximal adds the subtags that a tag most likely means.
func maximal(t language.Tag) language.Tag {
	base, _ := t.Base()
	script, _ := t.Script()
	region, known := t.Region()
	full, err := language.Compose(base, script, region)
	if err != nil || known == language.No {
		return t
	}
	return full
}

// minimal drops the subtags that maximal would add.
func minimal(t language.Tag) language.Tag {
	full := maximal(t)
	base, script, region := full.Raw()
	for _, parts := range [][]any{{base}, {base, region}, {base, script}} {
		if short, err := language.Compose(parts...); err == nil && maximal(short) == full {
			return short
		}
	}
	return full
}

func texts(v goja.Value) (list []string) {
	o := v.(*goja.Object)
	for n := range o.Get("length").ToInteger() {
		list = append(list, o.Get(big.NewInt(n).String()).String())
	}
	return list
}

func (r *realm) listParts(c goja.FunctionCall) goja.Value {
	return r.parts(locale.List(texts(c.Argument(0)), c.Argument(1).String(), c.Argument(2).String()))
}

// relativeParts answers the unit and the parts, undefined for what is no unit.
func (r *realm) relativeParts(c goja.FunctionCall) goja.Value {
	unit, ok := locale.RelativeUnit(c.Argument(1).String())
	if !ok {
		return goja.Undefined()
	}
	plain := &locale.NumberFormat{Style: "decimal", UseGrouping: "auto", MinInteger: 1, MaxFraction: 3}
	d := locale.FromFloat(c.Argument(0).ToFloat())
	d.Negative = d.Negative || math.Signbit(c.Argument(0).ToFloat())
	list, _ := locale.Relative(d, unit, c.Argument(2).String(), c.Argument(3).ToBoolean(), plain)
	flat := []any{unit}
	for _, p := range list {
		flat = append(flat, p.Type, p.Value)
	}
	return r.VM.NewArray(flat...)
}

// collator answers the function that compares two texts.
func (r *realm) collator(c goja.FunctionCall) goja.Value {
	o := c.Argument(0).(*goja.Object)
	if first := member(o, "caseFirst"); first != "false" {
		r.throw(unsupported("the caseFirst of Intl.Collator"))
	}
	var options []collate.Option
	switch member(o, "sensitivity") {
	case "base":
		options = append(options, collate.IgnoreCase, collate.IgnoreDiacritics)
	case "accent":
		options = append(options, collate.IgnoreCase)
	}
	if o.Get("numeric").ToBoolean() {
		options = append(options, collate.Numeric)
	}
	by := collate.New(language.AmericanEnglish, options...)
	bare := func(s string) string { return s }
	if member(o, "sensitivity") == "case" { // which is more than accents
		bare = func(s string) string {
			return strings.Map(func(c rune) rune {
				if unicode.Is(unicode.Mn, c) {
					return -1
				}
				return c
			}, norm.NFD.String(s))
		}
	}
	if o.Get("ignorePunctuation").ToBoolean() {
		bare = func(s string) string {
			return strings.Map(func(c rune) rune {
				if unicode.IsPunct(c) || unicode.IsSpace(c) {
					return -1
				}
				return c
			}, s)
		}
	}
	return r.VM.ToValue(func(c goja.FunctionCall) goja.Value {
		return r.VM.ToValue(by.CompareString(bare(c.Argument(0).String()), bare(c.Argument(1).String())))
	})
}

// segments answers the beginning and end of each segment of a text, and whether it is a word.
func (r *realm) segments(c goja.FunctionCall) goja.Value {
	text, granularity := c.Argument(0).String(), c.Argument(1).String()
	var list []any
	at, state := 0, -1
	for text != "" {
		var segment string
		switch granularity {
		case "word":
			segment, text, state = uniseg.FirstWordInString(text, state)
		case "sentence":
			segment, text, state = uniseg.FirstSentenceInString(text, state)
		default:
			segment, text, _, state = uniseg.FirstGraphemeClusterInString(text, state)
		}
		end := at + len(utf16.Encode([]rune(segment)))
		word := slices.ContainsFunc([]rune(segment), func(c rune) bool { return unicode.IsLetter(c) || unicode.IsNumber(c) })
		list = append(list, r.VM.NewArray(at, end, word))
		at = end
	}
	return r.VM.NewArray(list...)
}

// localized calls one of the functions by which values make their texts.
func (r *realm) localized(name string, args ...goja.Value) goja.Value {
	f, _ := goja.AssertFunction(r.intl().Get(name))
	v, err := f(goja.Undefined(), args...)
	if err != nil {
		panic(r.Isolate.Check(err))
	}
	return v
}

// numbers gives numbers and big integers their texts.
func (r *realm) numbers() {
	if !r.Isolate.Mentions("toLocaleString") {
		return
	}
	r.VM.GlobalObject().Get("BigInt")
	proto := r.VM.ToValue(1).ToObject(r.VM).Prototype()
	valueOf := native(proto.Get("valueOf"))
	r.method(proto, "toLocaleString", 0, func(c goja.FunctionCall) goja.Value {
		return r.localized("number", valueOf(goja.FunctionCall{This: c.This}), c.Argument(0), c.Argument(1))
	})
}

func bigintPatch(r *realm, v goja.Value) goja.Value {
	proto := prototype(v)
	valueOf := native(proto.Get("valueOf"))
	r.method(proto, "toLocaleString", 0, func(c goja.FunctionCall) goja.Value {
		return r.localized("number", valueOf(goja.FunctionCall{This: c.This}), c.Argument(0), c.Argument(1))
	})
	return v
}

// dates gives dates their texts.
func (r *realm) dates(proto *goja.Object) {
	getTime := native(proto.Get("getTime"))
	for _, name := range []string{"toLocaleString", "toLocaleDateString", "toLocaleTimeString"} {
		r.method(proto, name, 0, func(c goja.FunctionCall) goja.Value {
			ms := getTime(goja.FunctionCall{This: c.This})
			return r.localized("date", r.VM.ToValue(name), ms, c.Argument(0), c.Argument(1))
		})
	}
}

// comparisons gives texts the comparison of a Collator where they ask for more than the standard one.
func (r *realm) comparisons() {
	if !r.Isolate.Mentions("localeCompare") {
		return
	}
	proto := r.VM.ToValue("").ToObject(r.VM).Prototype()
	standard := native(proto.Get("localeCompare"))
	r.method(proto, "localeCompare", 1, func(c goja.FunctionCall) goja.Value {
		if goja.IsUndefined(c.Argument(1)) && goja.IsUndefined(c.Argument(2)) {
			return standard(c)
		}
		return r.localized("compare", c.This, c.Argument(0), c.Argument(1), c.Argument(2))
	})
}
