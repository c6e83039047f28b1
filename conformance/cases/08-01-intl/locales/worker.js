const tags = ["en-GB", "en-AU", "en-CA", "en-IN", "en-ZA", "de", "de-AT", "de-CH", "fr", "fr-CA", "fr-CH", "es", "es-MX", "es-AR", "es-US", "it", "pt-BR", "pt-PT", "nl", "da", "nb", "sv-SE", "fi", "pl", "cs", "hu", "ro", "hr", "ru", "uk", "el", "tr", "he", "ar", "ar-EG", "hi", "bn", "ta", "th", "vi", "id", "ja", "ko", "zh-CN", "zh-TW", "zh-HK", "lt", "lv", "sl", "sr", "sr-Latn", "mr", "ur"];
const show = (f) => { try { return f(); } catch (e) { return `${e.name}: ${e.message}`; } };
const d = new Date(Date.UTC(2024, 1, 3, 16, 5, 9, 78));
const each = (f) => { for (const l of tags) console.log(l, f(l).join(" | ")); };
const n = (l, v, o) => show(() => new Intl.NumberFormat(l, o).format(v));
const t = (l, o, at = d) => show(() => new Intl.DateTimeFormat(l, o).format(at));
// 8.1: numbers, percents and currencies in other languages and regions
export const numbers = { test() {
  each((l) => [n(l, 1234.5), n(l, 12345.678), n(l, -1234567.891), n(l, 0.256, { style: "percent" }), n(l, -5, { style: "percent" }), n(l, NaN), n(l, 1e10, { notation: "scientific" }), n(l, 5, { signDisplay: "always" }), n(l, 1234, { useGrouping: "always" }), n(l, 12345, { useGrouping: false })]);
  for (const currency of ["EUR", "CHF"]) each((l) => [n(l, -1234.5, { style: "currency", currency }), n(l, 1234.5, { style: "currency", currency, currencyDisplay: "code" }), n(l, 1, { style: "currency", currency, currencyDisplay: "name" }), n(l, 5, { style: "currency", currency, currencyDisplay: "name" }), n(l, -3, { style: "currency", currency, currencySign: "accounting", currencyDisplay: "narrowSymbol" }), n(l, 3, { style: "currency", currency, signDisplay: "always" })]);
} };
// 8.1: compact numbers and units in other languages
export const compact = { test() {
  for (const compactDisplay of ["short", "long"]) each((l) => [1, 999, 1000, 1234, 15000, 123456, 999999, 1e6, 2.5e6, 5e7, 3e9, 1.5e12, 1e15, -1234].map((v) => n(l, v, { notation: "compact", compactDisplay })));
  each((l) => [n(l, 1234567, { notation: "compact", style: "currency", currency: "EUR" }), n(l, 12345, { notation: "compact", style: "unit", unit: "meter" })]);
  for (const unit of ["byte", "day", "percent", "kilometer-per-hour", "liter-per-day"]) each((l) => ["short", "long", "narrow"].map((unitDisplay) => [1, 2, 5.5].map((v) => n(l, v, { style: "unit", unit, unitDisplay })).join(" / ")));
} };
// 8.1: dates and times in other languages and regions
export const dates = { test() {
  for (const dateStyle of ["full", "long", "medium", "short"]) each((l) => [t(l, { dateStyle }), t(l, { timeStyle: dateStyle, timeZone: "America/New_York" }), t(l, { dateStyle, timeStyle: "short" }), t(l, { timeStyle: dateStyle, hour12: true }), t(l, { timeStyle: dateStyle, hour12: false })]);
  for (const o of [{}, { weekday: "long" }, { month: "long" }, { month: "short", day: "numeric" }, { year: "numeric", month: "long" }, { year: "numeric", month: "2-digit", day: "2-digit" }, { weekday: "short", year: "numeric", month: "short", day: "numeric" }, { weekday: "long", year: "numeric", month: "long", day: "numeric" }, { month: "numeric", day: "numeric" }, { year: "numeric", month: "short" }, { era: "short", year: "numeric" }, { hour: "numeric" }, { hour: "2-digit", minute: "2-digit" }, { hour: "numeric", minute: "numeric", second: "numeric", hour12: true }, { hour: "numeric", minute: "2-digit", fractionalSecondDigits: 3, second: "2-digit" }, { year: "numeric", month: "long", day: "numeric", hour: "numeric", minute: "numeric" }, { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short", timeZone: "Europe/Berlin" }, { hour: "numeric", timeZoneName: "long", timeZone: "Europe/Paris" }, { hour: "numeric", timeZoneName: "longOffset", timeZone: "Asia/Calcutta" }, { hour: "numeric", timeZoneName: "shortOffset", timeZone: "America/St_Johns" }, { hour: "numeric", dayPeriod: "long", hour12: true }, { weekday: "short", hour: "numeric" }, { year: "2-digit", month: "narrow" }, { day: "numeric", weekday: "short" }])
    each((l) => [JSON.stringify(o), t(l, o), t(l, o, new Date(Date.UTC(2023, 7, 31, 0, 30)))]);
  each((l) => [show(() => JSON.stringify(new Intl.DateTimeFormat(l, { year: "numeric", month: "2-digit", day: "numeric" }).resolvedOptions())), d.toLocaleString(l), d.toLocaleDateString(l), d.toLocaleTimeString(l)]);
  each((l) => [show(() => new Intl.DateTimeFormat(l, { dateStyle: "long", timeStyle: "short" }).formatToParts(d).map((p) => `${p.type}:${p.value}`).join())]);
} };
// 8.1: ranges of dates and numbers in other languages
export const ranges = { test() {
  const later = [2, 3600, 86400 * 2, 86400 * 40, 86400 * 400].map((s) => new Date(+d + s * 1000));
  for (const o of [{}, { dateStyle: "medium" }, { dateStyle: "long" }, { month: "short", day: "numeric" }, { hour: "numeric", minute: "numeric" }, { year: "numeric", month: "long" }]) each((l) => [JSON.stringify(o), ...later.map((e) => show(() => new Intl.DateTimeFormat(l, o).formatRange(d, e)))]);
  each((l) => [show(() => new Intl.NumberFormat(l).formatRange(3, 5)), show(() => new Intl.NumberFormat(l).formatRange(3, 3))]);
} };
// 8.1: plurals, lists, relative times and order in other languages
export const words = { test() {
  each((l) => [[0, 1, 2, 3, 5, 11, 21, 100, 1.5, 1000000].map((v) => new Intl.PluralRules(l).select(v)).join(), [1, 2, 3, 4, 11, 21].map((v) => new Intl.PluralRules(l, { type: "ordinal" }).select(v)).join(), new Intl.PluralRules(l).resolvedOptions().pluralCategories.join()]);
  for (const type of ["conjunction", "disjunction", "unit"]) each((l) => ["long", "short", "narrow"].map((style) => [["a", "b"], ["a", "b", "c"], ["a", "b", "c", "i"], ["x", "ocho"], ["a", "i"]].map((list) => new Intl.ListFormat(l, { type, style }).format(list)).join(" / ")));
  for (const style of ["long", "narrow"]) each((l) => ["second", "day", "month"].map((unit) => [-1, 0, 1, 2, 5, -3.5].map((v) => new Intl.RelativeTimeFormat(l, { style }).format(v, unit)).join(" / ") + " // " + [-2, -1, 0, 1, 2].map((v) => new Intl.RelativeTimeFormat(l, { style, numeric: "auto" }).format(v, unit)).join(" / ")));
  for (const l of ["de", "sv", "da", "es", "en", "fr", "cs", "lt"]) console.log(l, ["ä", "z", "a", "ö", "o", "å", "ñ", "n", "ch", "c", "h", "ø", "æ", "Z", "É", "e", "š", "s", "ž", "y", "i"].sort(new Intl.Collator(l).compare).join(""));
} };
// 8.1: which locale is found, and what its extensions ask for
export const found = { test() {
  for (const l of ["en", "en-US", "de-AT", "en-GB", "pt-BR", "zh-Hant-TW", "xx", "de-XX", "en-US-u-hc-h23-nu-thai", "de-u-nu-arab-co-phonebk", "sv-SE-u-kn", "ar-EG", "th-u-nu-thai", "hi-u-nu-deva", ["xx", "fr-CH"]]) console.log(String(l), ["NumberFormat", "DateTimeFormat", "PluralRules", "Collator", "ListFormat", "RelativeTimeFormat", "Segmenter"].map((k) => show(() => new Intl[k](l).resolvedOptions().locale)).join(" "), Intl.NumberFormat.supportedLocalesOf(l).join());
  for (const [l, o] of [["de", { numberingSystem: "thai" }], ["de-u-nu-arab", { numberingSystem: "latn" }], ["de-u-nu-arab", {}], ["en", { numberingSystem: "xxxx" }], ["en", { numberingSystem: "!" }]]) console.log(l, n(l, -1234.5, o), t(l, o), show(() => JSON.stringify([new Intl.NumberFormat(l, o).resolvedOptions().locale, new Intl.NumberFormat(l, o).resolvedOptions().numberingSystem])));
  for (const l of ["en-US-u-hc-h23", "en-GB-u-hc-h12", "ja-u-hc-h11"]) console.log(l, t(l, { hour: "numeric", minute: "2-digit" }), t(l, { hour: "numeric", hour12: true }), JSON.stringify(new Intl.DateTimeFormat(l, { hour: "numeric" }).resolvedOptions()));
  console.log(Intl.supportedValuesOf("currency").length > 100, Intl.supportedValuesOf("timeZone").length > 400, Intl.supportedValuesOf("timeZone").includes("UTC"), Intl.supportedValuesOf("unit").length, (1234.5).toLocaleString("de"), 12345678901234567890n.toLocaleString("fr"), "ä".localeCompare("z", "sv"), "ä".localeCompare("z", "de"));
} };
