const show = (f) => { try { return JSON.stringify(f()) ?? "undefined"; } catch (e) { return `${e.name}: ${e.message}`; } };
// 8.1: Intl.DisplayNames
export const names = { test() {
  const D = (l, o, ...c) => c.map((x) => show(() => new Intl.DisplayNames(l, o).of(x))).join(" ");
  console.log(D("en", { type: "region" }, "US", "gb", "419", "XX", "ZZ", "A", "USA", "", 5));
  console.log(D("en", { type: "region", style: "short" }, "US", "GB"), D("en", { type: "region", fallback: "none" }, "XX", "A"));
  console.log(D("en", { type: "language" }, "de", "en-GB", "zh-Hant", "zh-Hans-CN", "de-AT", "it-CH", "sr-Latn-RS", "xx", "x", "EN-us", "de-DE-u-co-phonebk", "fr-CA-x-y", "und", "root", "en-Latn-GB", "es-419"));
  console.log(D("en", { type: "language", languageDisplay: "standard" }, "de", "en-GB", "zh-Hant", "zh-Hans-CN", "sr-Latn-RS"));
  console.log(D("de", { type: "language" }, "en-GB", "zh-Hant-TW", "it-CH"), D("de", { type: "script" }, "Latn", "cyrl", "Xxxx", "La"), D("de", { type: "currency" }, "EUR", "usd", "XXX", "QQQ", "EU"), D("de", { type: "currency", style: "short" }, "EUR", "USD"), D("de", { type: "currency", style: "narrow" }, "USD"));
  console.log(D("en", { type: "calendar" }, "gregory", "buddhist", "xxx", "a"), D("en", { type: "dateTimeField" }, "year", "weekday", "foo"), D("en", { type: "dateTimeField", style: "short" }, "year", "weekday"));
  console.log(show(() => new Intl.DisplayNames("en")), show(() => new Intl.DisplayNames("en", {})), show(() => new Intl.DisplayNames()), show(() => Intl.DisplayNames("en", { type: "region" })), show(() => new Intl.DisplayNames("en", { type: "x" })), show(() => new Intl.DisplayNames("de", { type: "language" }).resolvedOptions()), show(() => new Intl.DisplayNames("de", { type: "region", fallback: "none" }).resolvedOptions()), Intl.DisplayNames.length, Object.getOwnPropertyNames(Intl.DisplayNames.prototype).join());
} };
// 8.1: Intl.Locale, its parts, and what is likely of it
export const locale = { test() {
  const P = (t, o) => show(() => { const l = new Intl.Locale(t, o); return [l.toString(), l.baseName, l.language, l.script, l.region, l.calendar, l.collation, l.hourCycle, l.caseFirst, l.numeric, l.numberingSystem, l.variants, l.firstDayOfWeek, l.maximize().toString(), l.minimize().toString()]; });
  for (const [t, o] of [["en"], ["EN-us"], ["de-Latn-AT-u-co-phonebk-kn"], ["zh-TW"], ["zh-Hant-TW"], ["sr"], ["sr-Latn"], ["und-US"], ["und"], ["pt", { region: "PT" }], ["en-u-hc-h12-nu-thai", { hourCycle: "h23" }], ["ja", { calendar: "japanese", numeric: true, caseFirst: "upper" }], ["ca-valencia"], ["de-1996-AT"], ["iw"], ["x"], [5], [undefined], ["en", { language: "fr", script: "Cyrl" }], ["en", { region: "x" }], ["en", { language: "x" }], ["en", { firstDayOfWeek: "mon" }], ["en-u-ca-islamicc"], ["hi"], ["ar"], ["zh"], ["az-Cyrl"], ["mn-Mong"], ["en-Latn-US-x-private"]]) console.log(String(t), JSON.stringify(o), P(t, o));
} };
// 8.1: what Intl.Locale knows of regions
export const regions = { test() {
  const G = (t) => show(() => { const l = new Intl.Locale(t); return [l.getCalendars(), l.getCollations(), l.getHourCycles(), l.getNumberingSystems(), l.getTimeZones(), l.getTextInfo(), l.getWeekInfo()]; });
  for (const t of ["en", "en-US", "de-DE", "ar-EG", "he", "th", "ja-JP", "fr-CH", "en-GB", "zh-CN", "sv"]) console.log(t, G(t));
} };
// 8.1: the class Intl.Locale
export const members = { test() {
  console.log(Object.getOwnPropertyNames(Intl.Locale.prototype).join(), Intl.Locale.length, Object.prototype.toString.call(new Intl.Locale("en")), show(() => Intl.Locale("en")), show(() => new Intl.Locale()), new Intl.NumberFormat(new Intl.Locale("de")).format(1.5), JSON.stringify(new Intl.Locale("de")), show(() => Intl.Locale.prototype.toString.call({})), show(() => Object.getOwnPropertyDescriptor(Intl.Locale.prototype, "language").get.call({})));
} };
const text = (f) => { try { return f(); } catch (e) { return `${e.name}: ${e.message}`; } };
// 8.1: Intl.DurationFormat
export const durations = { test() {
  const F = (l, o, d) => text(() => new Intl.DurationFormat(l, o).format(d));
  const d = { years: 1, months: 2, weeks: 3, days: 1, hours: 4, minutes: 5, seconds: 6, milliseconds: 7, microseconds: 8, nanoseconds: 9 };
  for (const l of ["en","de","fr","ja"]) for (const style of ["long","short","narrow","digital"]) console.log(l, style, F(l, { style }, d), "|", F(l, { style }, { hours: 1, minutes: 5, seconds: 3 }), "|", F(l, { style }, { minutes: 5 }), "|", F(l,{style},{hours:-2,seconds:-5.0}), "|", F(l,{style},{}));
  console.log(F("en",{hours:"numeric"},{hours:1,minutes:2}), F("en",{minutes:"numeric"},{minutes:2,seconds:3}), F("en",{seconds:"numeric", fractionalDigits:3},{seconds:3,milliseconds:20}), F("en",{hours:"2-digit"},{hours:1}), F("en",{hoursDisplay:"always"},{}), F("en",{style:"digital",fractionalDigits:2},{seconds:3,milliseconds:456}), F("en",{},{hours:1.5}), F("en",{},{hours:1,minutes:-1}), F("en",{},5), F("en",{},"PT1H"), F("en",{style:"x"},d), F("en",{hours:"numeric",minutes:"long"},d), F("en",{milliseconds:"numeric"},{seconds:1,milliseconds:5}));
  console.log(JSON.stringify(new Intl.DurationFormat("en").formatToParts({hours:1,minutes:2})), JSON.stringify(new Intl.DurationFormat("en",{style:"digital"}).formatToParts({days:2,hours:1,minutes:2,seconds:3})));
  console.log(JSON.stringify(new Intl.DurationFormat("en").resolvedOptions())); console.log(JSON.stringify(new Intl.DurationFormat("de",{style:"digital"}).resolvedOptions()), Intl.DurationFormat.length);
} };
// 8.1: numbers in rare shapes: increments, percents as units, currencies in compact numbers, ranges, other digits
export const shapes = { test() {
  const n = (l, v, o) => show(() => new Intl.NumberFormat(l, o).formatToParts(v).map((p) => `${p.type}:${p.value}`).join("|"));
  for (const l of ["en", "de", "de-CH", "pt", "ja", "ar-EG", "he", "tr", "bn"]) for (const [v, o] of [[1.13, { roundingIncrement: 5, maximumFractionDigits: 2, minimumFractionDigits: 2 }], [-1234.5, { style: "percent", notation: "compact" }], [-2.5, { style: "unit", unit: "percent" }],
    [12345.5, { style: "currency", currency: "USD", notation: "compact", compactDisplay: "long" }], [-2.25, { style: "currency", currency: "USD", notation: "compact" }], [1, { style: "currency", currency: "EUR", currencyDisplay: "name", maximumFractionDigits: 0 }], [1234.5, { style: "currency", currency: "HUF" }], [NaN, { style: "currency", currency: "XXX" }],
    [1e6, { style: "unit", unit: "kilometer", notation: "compact", compactDisplay: "long", unitDisplay: "long" }], [1e21, { notation: "compact", compactDisplay: "long" }], [0.00012, { minimumSignificantDigits: 5 }], [-1234567, { numberingSystem: "arab" }], [-12, { numberingSystem: "hanidec" }], [2, { style: "currency", currency: "KWD" }]]) console.log(l, n(l, v, o));
  for (const l of ["en", "de", "en-GB", "fr"]) for (const o of [{}, { style: "currency", currency: "EUR" }, { style: "currency", currency: "USD" }, { style: "percent" }, { style: "unit", unit: "meter" }, { notation: "compact" }]) console.log(l, [[1, 2], [-1, 1], [1000, 2000], [3, 3]].map(([a, b]) => show(() => new Intl.NumberFormat(l, o).formatRange(a, b))).join(" "));
  const rounded = (d) => [-22, -13, -12.5, -7.5, -2.5, 0, 2.4, 2.5, 2.6, 12.5, 13, 37.5].map((v) => new Intl.NumberFormat("en", { roundingIncrement: 5, maximumFractionDigits: 0, roundingMode: d }).format(v)).join(" ");
  for (const d of ["ceil", "floor", "expand", "trunc", "halfCeil", "halfFloor", "halfExpand", "halfTrunc", "halfEven"]) console.log(d, rounded(d));
  for (const l of ["en", "de"]) console.log(show(() => [1234.5, new Date(0), null, undefined, "x", [2000.5]].toLocaleString(l, { timeZone: "UTC" })), show(() => new Uint32Array([1000, 2000]).toLocaleString(l)), show(() => { const a = [1.5]; a.push(a); return a.toLocaleString(l); }));
} };
// 8.1: dates in rare shapes: eras, seconds without minutes, zones before there were any, years before the first, ISO 8601
export const rare = { test() {
  const at = Date.UTC(2024, 1, 3, 16, 5, 9, 78), long = Date.UTC(1880, 0, 2, 3, 4, 5), before = Date.UTC(-50, 5, 6);
  const t = (l, o, v) => show(() => new Intl.DateTimeFormat(l, o).formatToParts(v).map((p) => `${p.type}:${p.value}`).join("|"));
  for (const l of ["en", "fr", "ko", "ru"]) {
    for (const o of [{ hour: "numeric", second: "numeric" }, { hour: "2-digit", second: "2-digit", hourCycle: "h12" }, { hour: "numeric", fractionalSecondDigits: 3 }, { minute: "2-digit", fractionalSecondDigits: 2 }, { era: "short", month: "short" }, { era: "short", weekday: "long" }, { calendar: "iso8601" }, { calendar: "iso8601", year: "numeric", month: "2-digit" }, { hour: "numeric", minute: "numeric", hourCycle: "h24" }]) console.log(l, t(l, o, at));
    console.log(l, t(l, { timeZone: "Europe/Paris", timeStyle: "full" }, long), t(l, { timeZone: "America/St_Johns", timeZoneName: "shortOffset" }, long), t(l, {}, before), t(l, { dateStyle: "long" }, before));
    console.log(l, [[{ month: "2-digit", day: "2-digit" }, 40], [{ year: "2-digit", month: "2-digit", day: "2-digit" }, 2], [{ month: "long" }, 3660], [{ weekday: "short", hour: "numeric" }, 2]].map(([o, days]) => show(() => new Intl.DateTimeFormat(l, o).formatRange(at, at + days * 864e5))).join(" | "));
  }
  console.log(show(() => new Intl.DateTimeFormat("en", { hour: "numeric", hour12: false, dayPeriod: "short" }).resolvedOptions()));
  console.log(["ä", "z", "a", "ö", "å", "ø", "æ", "A", "o"].sort(new Intl.Collator("nb").compare).join(""));
} };
