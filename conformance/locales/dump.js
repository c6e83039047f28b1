// What the real runtime's Intl says in one locale, as patterns: fields stand in braces, names in tuples.
const cats = ["zero", "one", "two", "few", "many", "other"];
// groups answers the zones that are called the same everywhere.
export function groups() {
  const by = new Map();
  for (const zone of [...Intl.supportedValuesOf("timeZone"), "UTC"]) {
    const at = [Date.UTC(2024, 0, 15), Date.UTC(2024, 6, 15)];
    const name = (L, at, timeZoneName) => new Intl.DateTimeFormat(L, { timeZone: zone, timeZoneName }).formatToParts(at).find((p) => p.type === "timeZoneName").value;
    const minutes = (at) => { const m = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name("en", at, "longOffset")); return (m[1] === "-" ? -1 : 1) * (Number(m[2] ?? 0) * 60 + Number(m[3] ?? 0)); };
    const [standard, daylight] = minutes(at[0]) <= minutes(at[1]) ? at : [at[1], at[0]];
    let key = "";
    for (const L of ["en", "en-GB", "en-AU", "de", "fr", "ja", "ru", "pt"]) for (const width of ["short", "long"]) for (const t of [standard, daylight]) key += name(L, t, width) + "|";
    if (zone === "UTC") key = "UTC";
    if (by.has(key)) by.get(key).zones.push(zone);
    else by.set(key, { zones: [zone], standard, daylight });
  }
  return [...by.values()].map((g, id) => ({ id, ...g }));
}
// dump answers what one locale has, by key; values are lists with tabs between.
export function dump(L, zoneGroups) {
  const out = {};
  const put = (key, ...values) => { out[key] = values.join("\t"); };
  const NF = (o) => new Intl.NumberFormat(L, o);
  const DF = (o) => new Intl.DateTimeFormat(L, { timeZone: "UTC", calendar: undefined, ...o });
  put("collations", new Intl.Locale(L).getCollations().join(" "));
  put("direction", new Intl.Locale(L).getTextInfo().direction);
  // Numbers.
  const plain = (v, o) => NF(o).formatToParts(v);
  const value = (parts, type) => parts.find((p) => p.type === type)?.value ?? "";
  const native = NF({ useGrouping: false }).format(9876543210);
  const digits = [...native].reverse().join("");
  put("digits", digits === "0123456789" ? "" : digits, NF().resolvedOptions().numberingSystem);
  const big = plain(-12345678901.5, { useGrouping: "always" });
  const groups = big.filter((p) => p.type === "integer").map((p) => [...p.value].length);
  put("symbols", value(big, "decimal"), value(big, "group"), value(big, "minusSign"), value(plain(1, { signDisplay: "always" }), "plusSign"), value(plain(NaN), "nan"), value(plain(Infinity), "infinity"),
    value(plain(1e10, { notation: "scientific" }), "exponentSeparator"));
  const money = plain(12345678.5, { style: "currency", currency: "EUR", useGrouping: "always" });
  put("currency symbols", value(money, "decimal"), value(money, "group"));
  if (digits !== "0123456789") {
    const latin = new Intl.NumberFormat(`${L}-u-nu-latn`, { useGrouping: "always", signDisplay: "always" });
    const b = latin.formatToParts(12345678901.5);
    put("symbols latn", value(b, "decimal"), value(b, "group"), value(latin.formatToParts(-1), "minusSign"), value(b, "plusSign"));
  }
  put("groups", groups.at(-1) ?? 0, groups.at(-2) ?? 0, plain(1234).some((p) => p.type === "group") ? 1 : 2);
  // Percents and amounts of money may have groups of their own.
  const euros = { style: "currency", currency: "EUR" };
  for (const [name, o] of [["percent", { style: "percent" }], ["standard", euros], ["accounting", { ...euros, currencySign: "accounting" }]]) {
    const long = plain(1234567890, { ...o, useGrouping: "always" }).filter((p) => p.type === "integer").map((p) => [...p.value].length);
    const own = [long.at(-1) ?? 0, long.at(-2) ?? 0, out.groups.split("\t")[2]].join("\t");
    if (own !== out.groups) put(`groups ${name}`, own);
  }
  const numeric = ["integer", "group", "decimal", "fraction", "compact", "exponentSeparator", "exponentInteger", "exponentMinusSign", "nan", "infinity"];
  // pattern has {n} for the number, {s} for the sign, {c} for the currency, {p} for the percent sign.
  const pattern = (parts, keep) => {
    let s = "", in_ = false;
    for (const p of parts) {
      if (numeric.includes(p.type)) { if (!in_) s += "{n}"; in_ = true; continue; }
      in_ = false;
      const name = { minusSign: "{s}", plusSign: "{s}", currency: "{c}", percentSign: "{p}" }[p.type];
      s += name ?? p.value;
    }
    return s;
  };
  const signs = (o) => [pattern(plain(5, o)), pattern(plain(-5, o)), pattern(plain(5, { ...o, signDisplay: "always" }))];
  put("decimal", ...signs());
  put("percent", ...signs({ style: "percent" }), value(plain(5, { style: "percent" }), "percentSign"));
  put("percent compact", pattern(plain(5, { style: "percent", notation: "compact" }))); // which is a unit
  for (const [name, o] of [["symbol", { currencyDisplay: "narrowSymbol" }], ["letters", { currencyDisplay: "code" }]]) for (const currencySign of ["standard", "accounting"]) {
    put(`currency ${name} ${currencySign}`, ...signs({ style: "currency", currency: "EUR", currencySign, ...o }));
  }
  const rules = new Intl.PluralRules(L), counted = new Intl.PluralRules(L, { type: "ordinal" });
  put("plurals", cats.filter((c) => rules.resolvedOptions().pluralCategories.includes(c)).join(" "), cats.filter((c) => counted.resolvedOptions().pluralCategories.includes(c)).join(" "));
  // A number of each category, as few digits as can be.
  const samples = {};
  for (const v of [1, 2, 3, 0, 5, 6, 7, 8, 9, 10, 11, 12, 13, 20, 21, 22, 100, 1000000, 1.5, 0.1, 2.5]) samples[rules.select(v)] ??= v;
  put("samples", ...Object.entries(samples).map(([c, v]) => `${c}=${v}`));
  const by = (f) => cats.filter((c) => c in samples).map((c) => `${c}=${f(samples[c])}`);
  const shortest = (list) => { // those that are as "other" go
    const other = list.find((x) => x.startsWith("other="))?.slice(6);
    const kept = list.filter((x) => x.startsWith("other=") || x.slice(x.indexOf("=") + 1) !== other);
    return kept;
  };
  const between = (v, o) => pattern(plain(v, o));
  for (const c of Intl.supportedValuesOf("currency")) {
    const o = { style: "currency", currency: c };
    const marked = (more) => { // a symbol with the mark of direction that ends it
      const list = plain(1, { ...o, ...more }), at = list.findIndex((p) => p.type === "currency");
      return list[at].value + (list[at + 1]?.value === "\u200f" ? "\u200f" : "");
    };
    const symbol = marked({}), narrow = marked({ currencyDisplay: "narrowSymbol" });
    if (symbol !== c || narrow !== c) put(`symbol ${c}`, symbol, narrow);
    const names = shortest(by((v) => value(plain(v, { ...o, currencyDisplay: "name", minimumFractionDigits: 0 }), "currency")));
    if (names.length > 1 || names[0] !== `other=${c}`) put(`currency ${c}`, ...names);
  }
  put("currency name", ...shortest(by((v) => between(v, { ...euros, currencyDisplay: "name", minimumFractionDigits: 0 }).replace(/\{c\}/, "{c}"))));
  // Around compact numbers a currency may stand elsewhere.
  for (const [name, o] of [["symbol", { currencyDisplay: "narrowSymbol" }], ["letters", { currencyDisplay: "code" }]]) {
    const list = [[5, {}], [-5, {}], [5, { signDisplay: "always" }]].map(([m, more]) => plain(m * 1e6, { style: "currency", currency: "EUR", notation: "compact", ...o, ...more }));
    const inner = NF({ notation: "compact" }).format(5e6);
    put(`currency ${name} compact`, ...list.map((parts) => parts.map((p) => ({ minusSign: "{s}", plusSign: "{s}", currency: "{c}" })[p.type] ?? p.value).join("").replace(inner, "{n}")));
  }
  // Compact numbers: of each power how many digits stand, and what is around them.
  for (const compactDisplay of ["short", "long"]) {
    const o = { notation: "compact", compactDisplay };
    for (let power = 3; power < 20; power++) {
      const found = {};
      const kept = plain(10 ** power, o).filter((p) => p.type === "integer").map((p) => p.value).join("").length || 1;
      let one;
      for (const shown of { 1: [1, 2, 3, 4, 5, 6, 7, 8, 9, 1.5, 1.1, 1.2, 2.5], 2: [10, 11, 12, 15, 20, 21, 22, 25], 3: [100, 101, 102, 103, 105, 111, 120, 121, 122, 123, 125] }[kept] ?? [10 ** (kept - 1)]) {
        const parts = plain(Math.round(shown * 10 ** (power - kept + 1)), o);
        const text = parts.map((p) => (["integer", "group", "decimal", "fraction"].includes(p.type) ? "\u0001" : p.type === "compact" ? `{k:${p.value}}` : p.value)).join("").replace(/\u0001+/g, "{n}");
        if (shown === 1) one = text; // which may have a word of its own
        else found[kept > 3 ? "other" : rules.select(shown)] ??= text;
      }
      if (kept !== 1) one = undefined;
      if (one !== undefined) {
        found[rules.select(1)] ??= one;
        if (one !== found[rules.select(1)]) found[1] = one;
      }
      const texts = shortest(Object.entries(found).map(([c, t]) => `${c}=${t}`));
      if (power < 15 || texts.at(-1) !== out[`compact ${compactDisplay} ${power - 1}`]?.split("\t").at(-1)) put(`compact ${compactDisplay} ${power}`, kept, ...texts);
    }
  }
  // Units.
  const special = ["kilometer-per-hour", "mile-per-hour", "meter-per-second", "mile-per-gallon", "liter-per-kilometer"];
  const unitText = (v, unit, unitDisplay) => between(v, { style: "unit", unit, unitDisplay });
  for (const unitDisplay of ["short", "narrow", "long"]) {
    for (const unit of [...Intl.supportedValuesOf("unit"), ...special]) put(`unit ${unitDisplay} ${unit}`, ...shortest(by((v) => unitText(v, unit, unitDisplay))));
    for (const unit of Intl.supportedValuesOf("unit")) {
      const bare = unitText(5, "stone", unitDisplay), per = unitText(5, `stone-per-${unit}`, unitDisplay);
      const at = per.indexOf(bare);
      put(`per ${unitDisplay} ${unit}`, at >= 0 ? per.slice(0, at) + "{u}" + per.slice(at + bare.length) : "?" + per);
    }
  }
  // Dates. A pattern has fields in braces; names are in tuples that stand once.
  const tuples = new Map();
  const tuple = (kind, list) => {
    const key = kind + "\t" + list.join("\t");
    if (!tuples.has(key)) tuples.set(key, [...tuples.keys()].filter((k) => k.startsWith(kind)).length);
    return tuples.get(key);
  };
  const latin = (s) => [...s].map((c) => { const n = [...digits].indexOf(c); return n >= 0 ? String(n) : c; }).join("");
  const months = [...Array(12).keys()].map((m) => Date.UTC(2024, m, 3, 16, 5, 9, 78));
  const days = [...Array(7).keys()].map((d) => Date.UTC(2024, 8, 1 + d, 4, 5, 9, 78)); // from Sunday on
  const pad = (list) => list.every((v, n) => latin(v) === String(n + 1)) ? "" : list.every((v, n) => latin(v) === String(n + 1).padStart(2, "0")) ? "0" : undefined;
  const datePattern = (o) => {
    const f = DF(o);
    const base = f.formatToParts(Date.UTC(2024, 0, 3, 16, 5, 9, 78));
    let monthly, weekly;
    return base.map((p) => {
      const v = latin(p.value);
      switch (p.type) {
        case "literal": return p.value;
        case "day": return v === "3" ? "{d}" : v === "03" ? "{dd}" : `{?day ${p.value}}`;
        case "year": return /^..$/.test(v) ? "{yy}" : "{y}";
        case "era": return "{G}";
        case "month": {
          monthly ??= months.map((at) => value(f.formatToParts(at), "month"));
          const numeric = pad(monthly);
          return numeric === "" ? "{m}" : numeric === "0" ? "{mm}" : `{M${tuple("months", monthly)}}`;
        }
        case "weekday": {
          weekly ??= days.map((at) => value(f.formatToParts(at), "weekday"));
          return `{E${tuple("weekdays", weekly)}}`;
        }
        case "hour": return v.length === 2 ? "{hh}" : "{h}";
        case "minute": return v.length === 2 ? "{ii}" : "{i}";
        case "second": return v.length === 2 ? "{ss}" : "{s}";
        case "fractionalSecond": return "{f}";
        case "dayPeriod": return o.dayPeriod ? "{B}" : "{a}";
        case "timeZoneName": return "{z}";
      }
      return `{?${p.type}}`;
    }).join("");
  };
  const W = { "": undefined, E: "short", EEEE: "long", EEEEE: "narrow" };
  const Y = { "": undefined, y: "numeric", yy: "2-digit" };
  const M = { "": undefined, M: "numeric", MM: "2-digit", MMM: "short", MMMM: "long", MMMMM: "narrow" };
  const D = { "": undefined, d: "numeric", dd: "2-digit" };
  for (const [w, weekday] of Object.entries(W)) for (const [y, year] of Object.entries(Y)) for (const [m, month] of Object.entries(M)) for (const [d, day] of Object.entries(D)) {
    if (w + y + m + d !== "") put(`date ${w}${y}${m}${d}`, datePattern({ weekday, year, month, day }));
    if (y !== "" && w === "") put(`date G${y}${m}${d}`, datePattern({ weekday, year, month, day, era: "short" }));
  }
  put("date G", datePattern({ era: "short" }));
  const morning = Date.UTC(2024, 0, 3, 4, 5, 9, 78);
  for (const style of ["full", "long", "medium", "short"]) {
    put(`dateStyle ${style}`, datePattern({ dateStyle: style }));
    put(`timeStyle ${style} h12`, patternAt(DF({ timeStyle: style, hour12: true }), morning));
    put(`timeStyle ${style} h23`, patternAt(DF({ timeStyle: style, hour12: false }), morning));
    const both = DF({ dateStyle: style, timeStyle: "short" }).formatToParts(months[0]);
    const d = DF({ dateStyle: style }).format(months[0]), t = DF({ timeStyle: "short" }).format(months[0]);
    put(`join ${style}`, both.map((p) => p.value).join("").replace(d, "{1}").replace(t, "{0}"));
  }
  const join = (name, dateOptions, timeOptions = { hour: "numeric", minute: "numeric" }) => put(`join ${name}`, DF({ ...dateOptions, ...timeOptions }).format(months[0]).replace(DF(dateOptions).format(months[0]), "{1}").replace(DF(timeOptions).format(months[0]), "{0}"));
  join("EMMMM", { weekday: "long", year: "numeric", month: "long", day: "numeric" });
  join("MMMM", { year: "numeric", month: "long", day: "numeric" });
  join("MMM", { year: "numeric", month: "short", day: "numeric" });
  join("M", { year: "numeric", month: "numeric", day: "numeric" });
  put("hourCycle", DF({ hour: "numeric" }).resolvedOptions().hourCycle, DF({ hour: "numeric", hour12: true }).resolvedOptions().hourCycle, DF({ hour: "numeric", hour12: false }).resolvedOptions().hourCycle);
  put("calendar", DF({}).resolvedOptions().calendar, Number(latin(value(DF({ year: "numeric" }).formatToParts(months[0]), "year"))) - 2024);
  const N = { "": undefined, n: "numeric", 2: "2-digit" };
  for (const hourCycle of ["h12", "h23"]) {
    for (const [h, hour] of Object.entries(N)) for (const [m, minute] of Object.entries(N)) for (const [s, second] of Object.entries(N)) for (const fractionalSecondDigits of [undefined, 3]) {
      if (!(h + m + s) || (!h && hourCycle === "h12")) continue;
      if (h && s && !m) continue;
      const at = DF({ hour, minute, second, fractionalSecondDigits, hourCycle });
      put(`time ${h ? hourCycle : ""} ${h || "-"}${m || "-"}${s || "-"}${fractionalSecondDigits ? "f" : ""}`, patternAt(at, Date.UTC(2024, 0, 3, 4, 5, 9, 78)));
    }
  }
  // A weekday or a zone beside the time may have a pattern of its own.
  for (const hourCycle of ["h12", "h23"]) for (const [name, o] of [["n--", { hour: "numeric" }], ["2--", { hour: "2-digit" }], ["nn-", { hour: "numeric", minute: "numeric" }], ["n2-", { hour: "numeric", minute: "2-digit" }], ["22-", { hour: "2-digit", minute: "2-digit" }], ["nnn", { hour: "numeric", minute: "numeric", second: "numeric" }], ["222", { hour: "2-digit", minute: "2-digit", second: "2-digit" }]]) {
    put(`time zone ${hourCycle} ${name}`, patternAt(DF({ ...o, hourCycle, timeZoneName: "short" }), morning));
    for (const [w, weekday] of [["E", "short"], ["EEEE", "long"]]) {
      const weekly = days.map((at) => value(DF({ ...o, hourCycle, weekday }).formatToParts(at), "weekday"));
      put(`time ${w} ${hourCycle} ${name}`, patternAt(DF({ ...o, hourCycle, weekday }), morning).replace("{?weekday}", `{E${tuple("weekdays", weekly)}}`));
    }
  }
  function patternAt(f, at, B) {
    return f.formatToParts(at).map((p) => {
      const v = latin(p.value);
      switch (p.type) {
        case "literal": return p.value;
        case "hour": return v.length === 2 ? "{hh}" : "{h}";
        case "minute": return v.length === 2 ? "{ii}" : "{i}";
        case "second": return v.length === 2 ? "{ss}" : "{s}";
        case "fractionalSecond": return "{f}";
        case "dayPeriod": return B ? "{B}" : "{a}";
        case "timeZoneName": return p.value === "UTC" ? "{z}" : "{zz}";
      }
      return `{?${p.type}}`;
    }).join("");
  }
  const hours = [...Array(24).keys()].map((h) => Date.UTC(2024, 0, 3, h, 0, 0, 0));
  const half = DF({ hour: "numeric", hourCycle: "h12" });
  put("halves", ...[hours[9], hours[15]].map((at) => value(half.formatToParts(at), "dayPeriod")));
  for (const dayPeriod of ["narrow", "short", "long"]) {
    const f = DF({ hour: "numeric", hourCycle: "h12", dayPeriod }), g = DF({ dayPeriod });
    put(`periods ${dayPeriod}`, ...hours.map((at) => value(f.formatToParts(at), "dayPeriod")), ...[0, 12].map((h) => value(f.formatToParts(hours[h] + 60000), "dayPeriod")));
    put(`periods alone ${dayPeriod}`, ...hours.map((at) => value(g.formatToParts(at), "dayPeriod")), ...[0, 12].map((h) => value(g.formatToParts(hours[h] + 60000), "dayPeriod")));
  }
  for (const [name, o] of [["n--", { hour: "numeric" }], ["nn-", { hour: "numeric", minute: "numeric" }], ["nnn", { hour: "numeric", minute: "numeric", second: "numeric" }]]) put(`time B ${name}`, patternAt(DF({ ...o, hourCycle: "h12", dayPeriod: "long" }), Date.UTC(2024, 0, 3, 4, 5, 9, 78), true));
  for (const era of ["narrow", "short", "long"]) put(`era ${era}`, ...[Date.UTC(-5, 0, 3), months[0]].map((at) => value(DF({ era, year: "numeric" }).formatToParts(at), "era")));
  put("join zone date", DF({ year: "numeric", month: "numeric", day: "numeric", timeZoneName: "short" }).format(months[0]).replace(DF({ year: "numeric", month: "numeric", day: "numeric" }).format(months[0]), "{1}").replace(value(DF({ timeZoneName: "short" }).formatToParts(months[0]), "timeZoneName"), "{z}"));
  put("join zone time", DF({ hour: "numeric", minute: "numeric", timeZoneName: "short" }).format(months[0]).replace(DF({ hour: "numeric", minute: "numeric" }).format(months[0]), "{1}").replace(value(DF({ timeZoneName: "short" }).formatToParts(months[0]), "timeZoneName"), "{z}"));
  // Zones. A group is zones that are called the same everywhere; groups come with dump.
  const zoneName = (zone, at, timeZoneName) => value(new Intl.DateTimeFormat(L, { timeZone: zone, timeZoneName }).formatToParts(at), "timeZoneName");
  const winter = Date.UTC(2024, 0, 15), summer = Date.UTC(2024, 6, 15);
  put("gmt", zoneName("Etc/GMT", winter, "longOffset"), zoneName("Asia/Tokyo", winter, "longOffset"), zoneName("America/Sao_Paulo", winter, "longOffset"), zoneName("Asia/Tokyo", winter, "shortOffset"), zoneName("Asia/Calcutta", winter, "shortOffset"), zoneName("America/Sao_Paulo", winter, "shortOffset"), zoneName("America/St_Johns", winter, "shortOffset"));
  for (const { id, zones, standard, daylight } of zoneGroups) {
    const zone = zones[0];
    const name = (at, width) => { const v = zoneName(zone, at, width); return v === zoneName(zone, at, width.replace("Generic", "") + "Offset") ? "" : v; };
    const names = [name(standard, "short"), name(daylight, "short"), name(standard, "long"), name(daylight, "long"), name(standard, "shortGeneric"), name(standard, "longGeneric")];
    if (zones.length > 1 && zoneName(zones[1], standard, "shortGeneric") !== zoneName(zone, standard, "shortGeneric") || zones.length === 1 && names[0] === "") names[4] = "";
    if (names[2] === "" && zone !== "UTC") continue;
    if (names[1] === names[0]) names[1] = "";
    if (names[3] === names[2]) names[3] = "";
    put(`zone ${id}`, ...names);
  }
  // Ranges: where the first field that differs decides what is said once.
  const E0 = { weekday: "short" }, E1 = { weekday: "long" }, y = { year: "numeric" }, M1 = { month: "numeric" }, M3 = { month: "short" }, M4 = { month: "long" }, d1 = { day: "numeric" };
  const kinds = { yMd: { ...y, ...M1, ...d1 }, yMMMd: { ...y, ...M3, ...d1 }, yMMMMd: { ...y, ...M4, ...d1 }, EyMMMd: { ...E0, ...y, ...M3, ...d1 }, EEEEyMMMMd: { ...E1, ...y, ...M4, ...d1 }, yM: { ...y, ...M1 }, yMMM: { ...y, ...M3 }, yMMMM: { ...y, ...M4 }, Md: { ...M1, ...d1 }, MMMd: { ...M3, ...d1 },
    MMMMd: { ...M4, ...d1 }, EMMMd: { ...E0, ...M3, ...d1 }, y, M: M1, MMM: M3, MMMM: M4, d: d1, full: { dateStyle: "full" }, long: { dateStyle: "long" }, medium: { dateStyle: "medium" }, short: { dateStyle: "short" } };
  const clock = { hm: { hour: "numeric", minute: "numeric" }, h: { hour: "numeric" }, "timeStyle short": { timeStyle: "short" } };
  const rangePattern = (o, from, to) => {
    const f = DF(o), one = datePattern(o);
    const preferred = [...one.matchAll(/\{([ME]\d+)\}/g)].map((m) => m[1]);
    // named answers the tuple that has a name at a place.
    const named = (kind, letter, at, v) => {
      const fit = [...tuples].filter(([key]) => key.startsWith(kind + "\t") && key.split("\t")[at + 1] === v).map(([, n]) => letter + n);
      return fit.find((t) => preferred.includes(t)) ?? fit[0] ?? "?";
    };
    const text = f.formatRangeToParts(from, to).map((p) => {
      const mark = { shared: "", startRange: "<", endRange: ">" }[p.source];
      const at = new Date(p.source === "endRange" ? to : from);
      const v = latin(p.value), digits = /^\d+$/.test(v), twice = v.length === 2;
      let t = { hour: twice ? "hh" : "h", minute: "ii", dayPeriod: "a", day: twice ? "dd" : "d", year: twice ? "yy" : "y", era: "G" }[p.type];
      if (p.type === "literal") return p.source === "shared" ? p.value : `{${mark}'${p.value}}`;
      if (p.type === "month") t = digits ? (twice ? "mm" : "m") : named("months", "M", at.getUTCMonth(), p.value);
      if (p.type === "weekday") t = named("weekdays", "E", at.getUTCDay(), p.value);
      return `{${mark}${t ?? "?" + p.type}}`;
    }).join("");
    return text.includes("?") ? "" : text;
  };
  const from = Date.UTC(2024, 0, 3, 4, 5);
  for (const [name, o] of Object.entries(kinds)) {
    for (const [field, to] of [["y", Date.UTC(2025, 0, 3, 4, 5)], ["M", Date.UTC(2024, 4, 3, 4, 5)], ["d", Date.UTC(2024, 0, 4, 4, 5)]]) {
      put(`range ${name} ${field}`, rangePattern(o, from, to));
    }
  }
  for (const [name, o] of Object.entries(clock)) for (const hourCycle of name.startsWith("time") ? [undefined] : ["h12", "h23"]) for (const [field, to] of [["a", from + 10 * 3600e3], ["h", from + 2 * 3600e3], ["i", from + 20 * 60e3]]) {
    if (name === "h" && field === "i") continue;
    put(`range ${name}${hourCycle ? " " + hourCycle : ""} ${field}`, rangePattern({ ...o, hourCycle }, from, to));
  }
  {
    const o = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" };
    const a = from + 10 * 3600e3, b = a + 86400e3, f = DF(o);
    const whole = f.formatRange(a, b).replace(f.format(a), "{0}").replace(f.format(b), "{1}");
    put("range", whole.includes("{0}") && whole.includes("{1}") ? whole : "{0} – {1}");
    const n = NF();
    put("range number", NF().formatRange(3, 5).replace("3", "{0}").replace("5", "{1}").replace(NF().format(3), "{0}").replace(NF().format(5), "{1}"), NF().formatRange(3, 3).replace(NF().format(3), "{0}"));
  }
  // Words.
  for (const type of ["conjunction", "disjunction", "unit"]) for (const style of ["long", "short", "narrow"]) {
    const f = new Intl.ListFormat(L, { type, style });
    const gap = (items) => f.formatToParts(items).filter((p) => p.type === "literal").map((p) => p.value);
    put(`list ${type} ${style}`, f.format(["\u0001", "\u0002"]).replace("\u0001", "{0}").replace("\u0002", "{1}"), f.format(["\u0001", "\u0002", "\u0003", "\u0004"]).replace("\u0001", "{0}").replace("\u0002", "{1}").replace("\u0003", "{2}").replace("\u0004", "{3}"));
  }
  for (const style of ["long", "short", "narrow"]) for (const unit of ["second", "minute", "hour", "day", "week", "month", "quarter", "year"]) {
    const f = new Intl.RelativeTimeFormat(L, { style }), g = new Intl.RelativeTimeFormat(L, { style, numeric: "auto" });
    const shape = (v) => f.formatToParts(v, unit).map((p) => (p.type === "literal" ? p.value : "\u0001")).join("").replace(/\u0001+/, "{n}");
    put(`relative ${style} ${unit} future`, ...shortest(by((v) => shape(v))));
    put(`relative ${style} ${unit} past`, ...shortest(by((v) => shape(v === 0 ? -0 : -v))));
    for (let n = -3; n <= 3; n++) {
      const parts = g.formatToParts(n, unit);
      if (parts.length === 1 && parts[0].type === "literal") put(`relative ${style} ${unit} ${n}`, parts[0].value);
    }
  }
  // Names. Those that are another's short or narrow form stand behind it.
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const names = (type, code, styles = ["long", "short", "narrow"], more) => {
    const list = styles.map((style) => new Intl.DisplayNames(L, { type, style, fallback: "none", ...more }).of(code));
    if (list[0] === undefined) return;
    while (list.length > 1 && list.at(-1) === list[0]) list.pop();
    put(`name ${more?.languageDisplay ?? ""}${type} ${code}`, ...list);
  };
  for (const a of letters) for (const b of letters) names("region", a + b);
  for (const code of ["001", "002", "003", "005", "009", "011", "013", "014", "015", "017", "018", "019", "021", "029", "030", "034", "035", "039", "053", "054", "057", "061", "142", "143", "145", "150", "151", "154", "155", "202", "419"]) names("region", code);
  const languageNames = new Intl.DisplayNames("en", { type: "language", fallback: "none" });
  for (const a of letters) for (const b of letters) for (const c of ["", ...letters]) {
    const code = (a + b + c).toLowerCase();
    if (languageNames.of(code) !== undefined) names("language", code, ["long", "short"]);
  }
  for (const code of ["ar-001", "de-AT", "de-CH", "en-AU", "en-CA", "en-GB", "en-US", "es-419", "es-ES", "es-MX", "fa-AF", "fr-CA", "fr-CH", "hi-Latn", "nds-NL", "nl-BE", "pt-BR", "pt-PT", "ro-MD", "sw-CD", "zh-Hans", "zh-Hant"]) names("language", code, ["long", "short"], { languageDisplay: "dialect" });
  for (const code of ["Adlm", "Arab", "Armn", "Beng", "Bopo", "Brai", "Cans", "Cher", "Copt", "Cyrl", "Deva", "Egyp", "Ethi", "Geor", "Goth", "Grek", "Gujr", "Guru", "Hanb", "Hang", "Hani", "Hans", "Hant", "Hebr", "Hira", "Hrkt", "Jamo", "Jpan", "Kana", "Khmr", "Knda", "Kore", "Laoo", "Latn", "Mlym", "Mong", "Mymr", "Nkoo", "Olck", "Orya", "Phnx", "Runr", "Sinh", "Syrc", "Taml", "Telu", "Tfng", "Thaa", "Thai", "Tibt", "Vaii", "Yiii", "Zmth", "Zsye", "Zsym", "Zxxx", "Zyyy", "Zzzz"]) names("script", code);
  for (const code of Intl.supportedValuesOf("currency")) names("currency", code);
  for (const code of ["era", "year", "quarter", "month", "weekOfYear", "weekday", "day", "dayPeriod", "hour", "minute", "second", "timeZoneName"]) names("dateTimeField", code);
  for (const code of ["buddhist", "chinese", "coptic", "dangi", "ethioaa", "ethiopic", "gregory", "hebrew", "indian", "islamic", "islamic-civil", "islamic-tbla", "islamic-umalqura", "iso8601", "japanese", "persian", "roc"]) names("calendar", code, ["long"]);
  {
    const of = (code) => new Intl.DisplayNames(L, { type: "language", languageDisplay: "standard" }).of(code);
    const base = of("it"), region = new Intl.DisplayNames(L, { type: "region" }).of("CH"), script = new Intl.DisplayNames(L, { type: "script" }).of("Cyrl");
    for (const [code, tag] of [["Hans", "zh-Hans"], ["Hant", "zh-Hant"]]) put(`name inner ${code}`, of(tag).replace(of("zh"), "").replace(/[()（）]/g, "").trim());
    put("name pattern", of("it-CH").replace(base, "{0}").replace(region, "{1}"), of("it-Cyrl-CH").replace(base, "{0}").replace(region, "{2}").replace(new RegExp(`${script}`), "{1}"));
  }
  for (const [key, n] of tuples) put(`${key.slice(0, key.indexOf("\t"))} ${n}`, key.slice(key.indexOf("\t") + 1));
  return out;
}

// available answers the tags that a service finds a locale under.
export function available(service) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const exact = (tag) => { try { return new Intl[service](tag).resolvedOptions().locale === tag; } catch { return false; } };
  const regions = ["001", "150", "419"];
  for (const a of letters) for (const b of letters) regions.push(a + b);
  const found = [];
  const languages = [];
  for (const a of letters) for (const b of letters) {
    languages.push((a + b).toLowerCase());
    for (const c of letters) languages.push((a + b + c).toLowerCase());
  }
  for (const language of languages) {
    if (!exact(language)) continue;
    found.push(language);
    for (const base of [language, ...["Latn", "Cyrl", "Arab", "Hans", "Hant", "Deva", "Guru", "Adlm", "Beng", "Olck", "Mtei", "Tfng", "Vaii", "Telu"].map((s) => `${language}-${s}`)]) {
      if (base !== language) {
        if (!exact(base)) continue;
        found.push(base);
      }
      for (const region of regions) if (exact(`${base}-${region}`)) found.push(`${base}-${region}`);
    }
  }
  return found;
}
// fingerprint answers texts in which regions of a language differ, if they do.
export function fingerprint(tag) {
  const number = (v, o) => new Intl.NumberFormat(tag, o).format(v);
  const date = (o) => new Intl.DateTimeFormat(tag, { timeZone: "Europe/Berlin", ...o }).format(Date.UTC(2024, 8, 3, 14, 5, 9));
  const list = [number(-1234.5), number(1234567.891), number(-0.5, { style: "percent" }), number(12345, { notation: "compact" }), number(5e6, { notation: "compact", compactDisplay: "long" }), number(1.5, { style: "unit", unit: "kilometer" })];
  for (const currency of ["EUR", "USD", "CHF", "GBP", "CAD", "AUD", "MXN"]) for (const o of [{}, { currencySign: "accounting" }, { currencyDisplay: "code" }, { currencyDisplay: "narrowSymbol" }, { currencyDisplay: "name" }]) list.push(number(-1234.5, { style: "currency", currency, ...o }));
  for (const style of ["full", "long", "medium", "short"]) list.push(date({ dateStyle: style }), date({ timeStyle: style }), date({ dateStyle: style, timeStyle: "short" }));
  for (const o of [{}, { month: "short", day: "numeric" }, { month: "numeric", day: "numeric" }, { year: "numeric", month: "2-digit", day: "2-digit" }, { year: "2-digit", month: "numeric", day: "numeric" }, { weekday: "short", month: "short", day: "numeric", year: "numeric" }, { hour: "numeric", minute: "numeric", second: "numeric" }, { hour: "2-digit", minute: "2-digit", hour12: true }, { year: "numeric", month: "long" }, { hour: "numeric", hour12: true, dayPeriod: "short" }]) list.push(date(o));
  for (let month = 0; month < 12; month++) list.push(new Intl.DateTimeFormat(tag, { month: "short", day: "numeric", timeZone: "UTC" }).format(Date.UTC(2024, month, 3)));
  for (const style of ["long", "short", "narrow"]) list.push(new Intl.RelativeTimeFormat(tag, { style, numeric: "auto" }).format(-1, "day"), new Intl.RelativeTimeFormat(tag, { style }).format(5, "hour"), new Intl.RelativeTimeFormat(tag, { style }).format(-3, "month"), new Intl.ListFormat(tag, { style }).format(["a", "b", "c"]));
  return list.join("|");
}

// regions answers a line for each region: its first day and weekend, its time zones and its calendars.
export function regions() {
  const found = [];
  for (const a of "ABCDEFGHIJKLMNOPQRSTUVWXYZ") for (const b of "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
    const l = new Intl.Locale(`und-${a}${b}`), zones = l.getTimeZones();
    if (zones?.length) found.push([a + b, l.getWeekInfo().firstDay, l.getWeekInfo().weekend.join(" "), zones.join(" "), l.getCalendars().join(" ")].join("\t"));
  }
  return found;
}
