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
	text := func(c goja.FunctionCall, n int) string { return c.Argument(n).String() }
	for name, f := range map[string]func(c goja.FunctionCall) goja.Value{
		"canonical": r.canonicalLocale,
		"best": func(c goja.FunctionCall) goja.Value {
			return r.VM.ToValue(locale.Best(texts(c.Argument(0)), text(c, 1)))
		},
		"supported":      func(c goja.FunctionCall) goja.Value { return r.VM.ToValue(locale.Supported(text(c, 0))) },
		"numbering":      of(r, (*locale.Locale).Numbering),
		"knownNumbering": func(c goja.FunctionCall) goja.Value { return r.VM.ToValue(locale.KnownNumbering(text(c, 0))) },
		"numberings":     func(goja.FunctionCall) goja.Value { return r.Value(locale.Numberings()) },
		"clock":          of(r, (*locale.Locale).Clock),
		"calendar":       of(r, (*locale.Locale).Calendar),
		"decimal": func(c goja.FunctionCall) goja.Value {
			_, ok := locale.Parse(text(c, 0))
			return r.VM.ToValue(ok)
		},
		"unit":   func(c goja.FunctionCall) goja.Value { return r.VM.ToValue(locale.KnownUnit(text(c, 0))) },
		"places": func(c goja.FunctionCall) goja.Value { return r.VM.ToValue(locale.CurrencyDigits(text(c, 0))) },
		"number": func(c goja.FunctionCall) goja.Value {
			return r.parts(r.numberFormat(c.Argument(0).(*goja.Object)).Parts(decimal(c.Argument(1))))
		},
		"numberRange": of(r, (*locale.Locale).NumberRange),
		"date":        r.dateParts,
		"dateRange":   r.dateRange,
		"shown":       r.shown,
		"written": func(c goja.FunctionCall) goja.Value {
			return r.VM.ToValue(r.dateFormat(c.Argument(0).(*goja.Object)).Written())
		},
		"zone":  r.zone,
		"zones": func(goja.FunctionCall) goja.Value { return r.Value(locale.Zones()) },
		"plural": func(c goja.FunctionCall) goja.Value {
			return r.VM.ToValue(r.numberFormat(c.Argument(0).(*goja.Object)).Category(decimal(c.Argument(1)), c.Argument(2).ToBoolean()))
		},
		"categories": func(c goja.FunctionCall) goja.Value {
			return r.Value(r.locale(text(c, 0)).Categories(c.Argument(1).ToBoolean()))
		},
		"list":       r.listParts,
		"relative":   r.relativeParts,
		"collator":   r.collator,
		"segments":   r.segments,
		"units":      func(goja.FunctionCall) goja.Value { return r.Value(locale.Units()) },
		"currencies": func(goja.FunctionCall) goja.Value { return r.Value(locale.Currencies()) },
		"likely": func(c goja.FunctionCall) goja.Value {
			return r.Value(locale.Likely(text(c, 0), text(c, 1), text(c, 2), c.Argument(3).ToBoolean()))
		},
		"region":     r.region,
		"collations": of(r, (*locale.Locale).Collations),
		"separator":  of(r, (*locale.Locale).Separator),
		"direction":  of(r, (*locale.Locale).Direction),
		"display": func(c goja.FunctionCall) goja.Value {
			return r.VM.ToValue(r.locale(text(c, 0)).DisplayName(text(c, 1), text(c, 2), text(c, 3), c.Argument(4).ToBoolean()))
		},
		"absent": func(c goja.FunctionCall) goja.Value { return absentClass("Intl."+text(c, 0), 0)(r) },
	} {
		_ = n.Set(name, r.VM.ToValue(f))
	}
	_ = n.Set("names", r.piece("intl_names"))
	_ = n.Set("durations", r.piece("intl_duration"))
	r.texts = r.piece("intl", n)
	return r.texts
}

// locale answers the locale with a tag, which the platform has; it throws if dodev has not.
func (r *realm) locale(tag string) *locale.Locale {
	l, err := locale.Find(tag)
	if err != nil {
		r.throw(err)
	}
	return l
}

// of answers a function that says something of the locale with a tag.
func of[T any](r *realm, what func(*locale.Locale) T) func(goja.FunctionCall) goja.Value {
	return func(c goja.FunctionCall) goja.Value { return r.Value(what(r.locale(c.Argument(0).String()))) }
}

// parts answers types and values by turns, behind what else there is to say.
func (r *realm) parts(list []locale.Part, head ...any) goja.Value {
	flat := append(make([]any, 0, len(head)+2*len(list)), head...)
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
func (r *realm) numberFormat(o *goja.Object) *locale.NumberFormat {
	return &locale.NumberFormat{
		Locale: r.locale(member(o, "base")), Numbering: member(o, "numberingSystem"),
		Style: member(o, "style"), Currency: member(o, "currency"), CurrencyDisplay: member(o, "currencyDisplay"), CurrencySign: member(o, "currencySign"),
		Unit: member(o, "unit"), UnitDisplay: member(o, "unitDisplay"), Notation: member(o, "notation"), CompactDisplay: member(o, "compactDisplay"),
		SignDisplay: member(o, "signDisplay"), UseGrouping: member(o, "useGrouping"), MinInteger: count(o, "minimumIntegerDigits", 1),
		MinFraction: count(o, "minimumFractionDigits", 0), MaxFraction: count(o, "maximumFractionDigits", -1),
		MinDigits: count(o, "minimumSignificantDigits", 0), MaxDigits: count(o, "maximumSignificantDigits", 0),
		Priority: member(o, "roundingPriority"), Increment: count(o, "roundingIncrement", 1), Mode: member(o, "roundingMode"), StripZeros: member(o, "trailingZeroDisplay") == "stripIfInteger",
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

// dateFormat reads the slots of a DateTimeFormat.
func (r *realm) dateFormat(o *goja.Object) *locale.DateFormat {
	zone, _ := locale.Zone(member(o, "timeZone"))
	asked := o.Get("asked").(*goja.Object)
	return &locale.DateFormat{
		Locale: r.locale(member(o, "base")), Numbering: member(o, "numberingSystem"),
		Zone: zone, DateStyle: member(o, "dateStyle"), TimeStyle: member(o, "timeStyle"), Weekday: member(o, "weekday"), Era: member(o, "era"),
		Year: member(asked, "year"), Month: member(asked, "month"), Day: member(asked, "day"), DayPeriod: member(o, "dayPeriod"), Hour: member(asked, "hour"),
		Minute: member(asked, "minute"), Second: member(asked, "second"), FractionDigits: count(o, "fractionalSecondDigits", 0),
		ZoneName: member(o, "timeZoneName"), HourCycle: member(o, "hourCycle"), ISO: member(o, "calendar") == "iso8601",
	}
}

func (r *realm) dateParts(c goja.FunctionCall) goja.Value {
	return r.parts(r.dateFormat(c.Argument(0).(*goja.Object)).Parts(time.UnixMilli(c.Argument(1).ToInteger())))
}

// shown answers an object with those fields of a date that are digits.
func (r *realm) shown(c goja.FunctionCall) goja.Value {
	o := r.VM.NewObject()
	for field, how := range r.dateFormat(c.Argument(0).(*goja.Object)).Shown() {
		_ = o.Set(field, how)
	}
	return o
}

// dateRange answers types, values and sources by turns.
func (r *realm) dateRange(c goja.FunctionCall) goja.Value {
	from, to := time.UnixMilli(c.Argument(1).ToInteger()), time.UnixMilli(c.Argument(2).ToInteger())
	var flat []any
	for _, p := range r.dateFormat(c.Argument(0).(*goja.Object)).Range(from, to) {
		flat = append(flat, p.Type, p.Value, p.Source)
	}
	return r.VM.NewArray(flat...)
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
	tag, ok := locale.Canonical(c.Argument(0).String())
	if !ok {
		return goja.Undefined()
	}
	return r.VM.ToValue(tag)
}

// region answers what is known of a region.
func (r *realm) region(c goja.FunctionCall) goja.Value {
	found := locale.RegionOf(c.Argument(0).String())
	return r.VM.NewArray(r.VM.ToValue(found.FirstDay), r.Value(found.Weekend), r.Value(found.Zones), r.Value(found.Calendars))
}

func texts(v goja.Value) (list []string) {
	o := v.(*goja.Object)
	for n := range o.Get("length").ToInteger() {
		list = append(list, o.Get(big.NewInt(n).String()).String())
	}
	return list
}

func (r *realm) listParts(c goja.FunctionCall) goja.Value {
	return r.parts(r.locale(c.Argument(3).String()).List(texts(c.Argument(0)), c.Argument(1).String(), c.Argument(2).String()))
}

// relativeParts answers the unit and the parts, undefined for what is no unit.
func (r *realm) relativeParts(c goja.FunctionCall) goja.Value {
	unit, ok := locale.RelativeUnit(c.Argument(1).String())
	if !ok {
		return goja.Undefined()
	}
	l := r.locale(c.Argument(4).String())
	plain := &locale.NumberFormat{Locale: l, Numbering: c.Argument(5).String(), Style: "decimal", UseGrouping: "auto", MinInteger: 1, MaxFraction: 3}
	d := locale.FromFloat(c.Argument(0).ToFloat())
	d.Negative = d.Negative || math.Signbit(c.Argument(0).ToFloat())
	return r.parts(locale.Relative(d, unit, c.Argument(2).String(), c.Argument(3).ToBoolean(), plain), unit)
}

// collator answers the function that compares two texts.
func (r *realm) collator(c goja.FunctionCall) goja.Value {
	o := c.Argument(0).(*goja.Object)
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
	tag := language.Make(member(o, "base"))
	if base, _ := tag.Base(); base.String() == "nb" || base.String() == "nn" || base.String() == "no" {
		tag = language.Danish // the order of the letters is the same
	}
	if order := member(o, "co"); order != "" {
		tag = language.Make(member(o, "base") + "-u-co-" + order)
	}
	by := collate.New(tag, options...)
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
	upper := member(o, "caseFirst") == "upper"
	folded := collate.New(tag, append(options, collate.IgnoreCase)...)
	return r.VM.ToValue(func(c goja.FunctionCall) goja.Value {
		a, b := bare(c.Argument(0).String()), bare(c.Argument(1).String())
		order := by.CompareString(a, b)
		if upper && order != 0 && folded.CompareString(a, b) == 0 { // only case tells them apart
			order = -order
		}
		return r.VM.ToValue(order)
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

// numbers gives numbers, and arrays of values, their texts.
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
	array := r.VM.NewArray().Prototype()
	typed := r.VM.GlobalObject().Get("Uint8Array").ToObject(r.VM).Prototype().Get("prototype").ToObject(r.VM)
	for _, proto := range []*goja.Object{array, typed} {
		r.method(proto, "toLocaleString", 0, func(c goja.FunctionCall) goja.Value {
			return r.localized("elements", c.This.ToObject(r.VM), c.Argument(0), c.Argument(1))
		})
	}
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
