(native) => {
  const states = new WeakMap();
  const of = (o, kind, method) => {
    const s = (typeof o === "object" || typeof o === "function") && o !== null ? states.get(o) : undefined;
    if (!s || s.kind !== kind) {
      throw new TypeError(`Method Intl.${kind}.${method} called on incompatible receiver ${typeof o !== "object" || o === null ? String(o) : Symbol.toStringTag in o ? Object.prototype.toString.call(o) : `#<${o.constructor?.name || "Object"}>`}`);
    }
    return s;
  };
  const define = (target, members) => {
    for (const key of Reflect.ownKeys(members)) {
      Object.defineProperty(target, key, { ...Object.getOwnPropertyDescriptor(members, key), enumerable: false });
    }
  };

  // Locales: each is checked. https://tc39.es/ecma402/#sec-canonicalizelocalelist
  const tag = (v) => {
    if (typeof v !== "string" && (typeof v !== "object" || v === null)) throw new TypeError("Incorrect locale information provided");
    const text = states.get(v)?.kind === "Locale" ? states.get(v).tag : String(v);
    const found = native.canonical(text);
    if (found === undefined) throw new RangeError(`Invalid language tag: ${text}`);
    return found;
  };
  const list = (locales) => {
    if (locales === undefined) return [];
    if (typeof locales === "string" || states.get(locales)?.kind === "Locale") return [tag(locales)];
    if (locales === null) throw new TypeError("Cannot convert undefined or null to object");
    const seen = [];
    const from = Object(locales);
    for (let n = 0; n < from.length; n++) {
      if (!(n in from)) continue;
      const t = tag(from[n]);
      if (!seen.includes(t)) seen.push(t);
    }
    return seen;
  };
  const bare = (t) => t.replace(/-[a-wyz0-9]-.*$/, "");
  const supported = (locales, options) => {
    const asked = list(locales);
    if (options !== undefined) got(Object(options), "localeMatcher", ["lookup", "best fit"]);
    return asked.filter((t) => native.supported(bare(t)));
  };
  // keywords are those of the extension of a tag. https://www.unicode.org/reports/tr35/#Unicode_locale_identifier
  const keywords = (t) => {
    const found = {};
    let key;
    for (const word of (/-u((?:-[a-z0-9]{2,8})+)/i.exec(t)?.[1] ?? "").split("-").slice(1)) {
      if (word.length === 2) found[key = word] ??= "";
      else if (key !== undefined) found[key] += (found[key] && "-") + word;
    }
    return found;
  };
  // negotiate answers the slots of a locale: the tag that the service goes by, and the keywords that count, each a value
  // allowed. https://tc39.es/ecma402/#sec-resolvelocale
  const negotiate = (asked, service, allowed = {}, options = {}) => {
    const base = native.best(asked.map(bare), service);
    const from = asked.find((t) => native.best([bare(t)], service) === base && (bare(t) === base || bare(t).startsWith(base + "-")));
    const words = from === undefined ? {} : keywords(from);
    const s = { base };
    let kept = "";
    for (const key of Object.keys(allowed).sort()) {
      let v = words[key];
      if (v === "") v = "true";
      if (v !== undefined && allowed[key](v)) {
        s[key] = v;
        if (options[key] === undefined || options[key] === v) kept += v === "true" ? `-${key}` : `-${key}-${v}`;
      }
      if (options[key] !== undefined && allowed[key](options[key])) s[key] = options[key];
    }
    s.locale = base + (kept && "-u" + kept);
    return s;
  };
  // keyword reads an option that is a type of the extension.
  const keyword = (options, name) => {
    const v = got(options, name);
    if (v !== undefined && !/^[A-Za-z0-9]{3,8}(-[A-Za-z0-9]{3,8})*$/.test(v)) throw new RangeError(`Invalid ${name} : ${v}`);
    return v?.toLowerCase();
  };

  // Options. https://tc39.es/ecma402/#sec-getoption
  const got = (options, name, allowed, fallback) => {
    let v = options[name];
    if (v === undefined) return fallback;
    if (allowed === "boolean") return Boolean(v);
    v = String(v);
    if (allowed && !allowed.includes(v)) throw new RangeError(`Value ${v} out of range for ${kindOf()} options property ${name}`);
    return v;
  };
  let current = "Intl";
  const kindOf = () => (current === "Locale" ? "locale" : `Intl.${current}`);
  const within = (v, low, high, fallback, name) => {
    if (v === undefined) return fallback;
    v = Number(v);
    if (!(v >= low && v <= high)) throw new RangeError(`${name} value is out of range.`);
    return Math.floor(v);
  };
  const coerced = (options) => {
    if (options === null) throw new TypeError(`Intl.${current} called on null or undefined`);
    return options === undefined ? Object.create(null) : Object(options);
  };
  const strict = (options) => {
    if (options === undefined) return Object.create(null);
    if (typeof options !== "object" || options === null) throw new TypeError("invalid_argument");
    return options;
  };

  // classOf makes one of the classes. plain says that it may be called without new.
  const classes = {};
  const classOf = (kind, length, plain, init, members, statics) => {
    const C = { [kind]: function (locales, options) {
      if (!new.target && !plain) throw new TypeError(`Constructor Intl.${kind} requires 'new'`);
      current = kind;
      const s = init(locales, options);
      const o = Object.create((new.target ?? C).prototype ?? C.prototype);
      s.kind = kind;
      states.set(o, s);
      return o;
    } }[kind];
    Object.defineProperty(C, "length", { value: length, configurable: true });
    define(C.prototype, members);
    Object.defineProperty(C.prototype, Symbol.toStringTag, { value: `Intl.${kind}`, configurable: true });
    Object.defineProperty(C, "prototype", { writable: false });
    if (statics !== null) define(C, { supportedLocalesOf(locales) { current = kind; return supported(locales, arguments[1]); }, ...statics });
    classes[kind] = C;
    return C;
  };

  const parts = (flat, more) => {
    const out = [];
    for (let n = 0; n < flat.length; n += 2) out.push({ type: flat[n], value: flat[n + 1], ...more?.(flat[n]) });
    return out;
  };
  const text = (flat) => {
    let s = "";
    for (let n = 1; n < flat.length; n += 2) s += flat[n];
    return s;
  };
  const range = (a, b, format) => {
    if (a === undefined || b === undefined) throw new TypeError("startDate or endDate cannot be undefined");
    const x = format(a), y = format(b);
    return [x, y, text(x) === text(y)];
  };
  const shared = (flat, source) => parts(flat, () => ({ source }));

  // Numbers. https://tc39.es/ecma402/#sec-setnfdigitoptions
  const digits = (s, options, least, most, notation) => {
    const integer = within(options.minimumIntegerDigits, 1, 21, 1, "minimumIntegerDigits");
    let minFraction = options.minimumFractionDigits, maxFraction = options.maximumFractionDigits;
    let minDigits = options.minimumSignificantDigits, maxDigits = options.maximumSignificantDigits;
    s.minimumIntegerDigits = integer;
    const increment = within(options.roundingIncrement, 1, 5000, 1, "roundingIncrement");
    if (![1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000].includes(increment)) throw new RangeError("roundingIncrement value is out of range.");
    s.roundingMode = got(options, "roundingMode", ["ceil", "floor", "expand", "trunc", "halfCeil", "halfFloor", "halfExpand", "halfTrunc", "halfEven"], "halfExpand");
    s.roundingPriority = got(options, "roundingPriority", ["auto", "morePrecision", "lessPrecision"], "auto");
    s.trailingZeroDisplay = got(options, "trailingZeroDisplay", ["auto", "stripIfInteger"], "auto");
    s.roundingIncrement = increment;
    if (increment !== 1) most = least;
    const significant = minDigits !== undefined || maxDigits !== undefined;
    const fractional = minFraction !== undefined || maxFraction !== undefined;
    const both = s.roundingPriority !== "auto";
    const needDigits = both || significant;
    const needFraction = both || !(significant || (!fractional && notation === "compact"));
    if (needDigits) {
      if (significant) {
        s.minimumSignificantDigits = within(minDigits, 1, 21, 1, "minimumSignificantDigits");
        s.maximumSignificantDigits = within(maxDigits, s.minimumSignificantDigits, 21, 21, "maximumSignificantDigits");
      } else {
        s.minimumSignificantDigits = 1;
        s.maximumSignificantDigits = 21;
      }
    }
    if (!both && notation === "compact" && !significant && !fractional) {
      Object.assign(s, { minimumFractionDigits: 0, maximumFractionDigits: 0, minimumSignificantDigits: 1, maximumSignificantDigits: 2, roundingPriority: "morePrecision" });
      return;
    }
    if (needFraction) {
      if (fractional) {
        minFraction = within(minFraction, 0, 100, undefined, "minimumFractionDigits");
        maxFraction = within(maxFraction, 0, 100, undefined, "maximumFractionDigits");
        if (minFraction === undefined) minFraction = Math.min(least, maxFraction);
        else if (maxFraction === undefined) maxFraction = Math.max(most, minFraction);
        else if (minFraction > maxFraction) throw new RangeError("maximumFractionDigits value is out of range.");
        s.minimumFractionDigits = minFraction;
        s.maximumFractionDigits = maxFraction;
      } else {
        s.minimumFractionDigits = least;
        s.maximumFractionDigits = most;
      }
    }
  };
  const numeric = (v) => {
    if (typeof v === "bigint" || typeof v === "number") return v;
    if (typeof v === "object" && v !== null) v = v[Symbol.toPrimitive]?.("number") ?? (typeof v.valueOf() === "object" ? v.toString() : v.valueOf());
    if (typeof v === "string") {
      const t = v.trim();
      return t !== "" && native.decimal(t) ? t : Number(v);
    }
    return typeof v === "bigint" ? v : Number(v);
  };
  const initNumber = (locales, options) => {
    const asked = list(locales);
    options = coerced(options);
    got(options, "localeMatcher", ["lookup", "best fit"]);
    const s = negotiate(asked, "NumberFormat", { nu: native.knownNumbering }, { nu: keyword(options, "numberingSystem") });
    s.numberingSystem = s.nu ?? native.numbering(s.base);
    const style = got(options, "style", ["decimal", "percent", "currency", "unit"], "decimal");
    s.style = style;
    let currency = got(options, "currency");
    if (currency !== undefined && !/^[A-Za-z]{3}$/.test(currency)) throw new RangeError(`Invalid currency code : ${currency}`);
    if (style === "currency" && currency === undefined) throw new TypeError("Currency code is required with currency style.");
    const currencyDisplay = got(options, "currencyDisplay", ["code", "symbol", "narrowSymbol", "name"], "symbol");
    const currencySign = got(options, "currencySign", ["standard", "accounting"], "standard");
    const unit = got(options, "unit");
    if (unit !== undefined && !native.unit(unit)) throw new RangeError(`Invalid unit argument for Intl.NumberFormat() '${unit}'`);
    if (style === "unit" && unit === undefined) throw new TypeError("Invalid unit argument for Intl.NumberFormat() ''");
    const unitDisplay = got(options, "unitDisplay", ["short", "narrow", "long"], "short");
    if (style === "currency") Object.assign(s, { currency: currency.toUpperCase(), currencyDisplay, currencySign });
    if (style === "unit") Object.assign(s, { unit, unitDisplay });
    const notation = got(options, "notation", ["standard", "scientific", "engineering", "compact"], "standard");
    const places = style === "currency" && notation === "standard" ? native.places(s.currency) : 0;
    digits(s, options, places, style === "currency" && notation === "standard" ? places : style === "percent" ? 0 : notation === "compact" ? 0 : 3, notation);
    const compactDisplay = got(options, "compactDisplay", ["short", "long"], "short");
    let grouping = options.useGrouping;
    const fallback = notation === "compact" ? "min2" : "auto";
    if (grouping === undefined) grouping = fallback;
    else if (grouping === true) grouping = "always";
    else if (grouping === false || grouping === null) grouping = false;
    else {
      grouping = String(grouping);
      if (grouping === "true" || grouping === "false") grouping = fallback;
      else if (!["min2", "auto", "always"].includes(grouping)) throw new RangeError(`Value ${grouping} out of range for Intl.NumberFormat options property useGrouping`);
    }
    s.useGrouping = grouping;
    s.notation = notation;
    if (notation === "compact") s.compactDisplay = compactDisplay;
    s.signDisplay = got(options, "signDisplay", ["auto", "never", "always", "exceptZero", "negative"], "auto");
    s.parts = (v) => native.number(s, numeric(v));
    return s;
  };
  const numberKeys = ["locale", "numberingSystem", "style", "currency", "currencyDisplay", "currencySign", "unit", "unitDisplay", "minimumIntegerDigits", "minimumFractionDigits", "maximumFractionDigits",
    "minimumSignificantDigits", "maximumSignificantDigits", "useGrouping", "notation", "compactDisplay", "signDisplay", "roundingIncrement", "roundingMode", "roundingPriority", "trailingZeroDisplay"];
  const resolved = (s, keys) => {
    const o = {};
    for (const key of keys) if (s[key] !== undefined) o[key] = s[key];
    return o;
  };
  // joined answers a range of two numbers, each by turns: what is around both is said once if it is more than one character;
  // what is said twice stands off.
  const numerals = ["integer", "group", "decimal", "fraction", "exponentSeparator", "exponentMinusSign", "exponentInteger", "nan", "infinity"];
  const cut = (flat, inner) => {
    let from = 0, to = flat.length;
    while (from < to && !inner.includes(flat[from])) from += 2;
    while (to > from && !inner.includes(flat[to - 2])) to -= 2;
    return [flat.slice(0, from), flat.slice(from, to), flat.slice(to)];
  };
  const joined = (s, x, y) => {
    const [, mid] = /^\{0\}(.*)\{1\}$/s.exec(native.numberRange(s.base)[0]) ?? [, "–"];
    const worded = s.style === "unit" || s.style === "currency" && s.currencyDisplay === "name";
    let before = [], after = [];
    if (worded) { // the words are those of the second number
      const inner = [...numerals, "minusSign", "plusSign", "compact"];
      const own = cut(x, inner), other = cut(y, inner);
      if (own[1].length && other[1].length) { // the word may say how many
        [before, y, after] = other;
        x = own[1];
      }
    }
    const a = cut(x, numerals), b = cut(y, numerals);
    const around = text(a[0]) + text(a[2]);
    const same = text(a[0]) === text(b[0]) && text(a[2]) === text(b[2]);
    if (same && [...around].length > 1) {
      before = [...before, ...a[0]];
      after = [...b[2], ...after];
      x = a[1];
      y = b[1];
    }
    const apart = x !== a[1] && (around || text(b[0]) + text(b[2])) ? ` ${mid.trim()} ` : mid;
    return [[before, "shared"], [x, "startRange"], [["literal", apart], "shared"], [y, "endRange"], [after, "shared"]];
  };
  const about = (s) => native.numberRange(s.base)[1].replace("{0}", "");
  const bound = (s, make) => (s.bound ??= make());
  classOf("NumberFormat", 0, true, initNumber, {
    resolvedOptions() { return resolved(of(this, "NumberFormat", "prototype.resolvedOptions"), numberKeys); },
    formatToParts(v) { return parts(of(this, "NumberFormat", "prototype.formatToParts").parts(v)); },
    get format() {
      const s = of(this, "NumberFormat", "prototype.format");
      return bound(s, () => Object.defineProperty((v) => text(s.parts(v)), "name", { value: "" }));
    },
    formatRange(a, b) {
      const s = of(this, "NumberFormat", "prototype.formatRange");
      const [x, y, same] = range(a, b, s.parts);
      return same ? `${about(s)}${text(x)}` : joined(s, x, y).map(([flat]) => text(flat)).join("");
    },
    formatRangeToParts(a, b) {
      const s = of(this, "NumberFormat", "prototype.formatRangeToParts");
      const [x, y, same] = range(a, b, s.parts);
      if (same) return [{ type: "approximatelySign", value: about(s), source: "shared" }, ...shared(x, "shared")];
      return joined(s, x, y).flatMap(([flat, source]) => shared(flat, source));
    },
  });

  // Dates. https://tc39.es/ecma402/#sec-createdatetimeformat
  const dateFields = { weekday: ["narrow", "short", "long"], year: ["2-digit", "numeric"], month: ["2-digit", "numeric", "narrow", "short", "long"], day: ["2-digit", "numeric"] };
  const timeFields = { dayPeriod: ["narrow", "short", "long"], hour: ["2-digit", "numeric"], minute: ["2-digit", "numeric"], second: ["2-digit", "numeric"] };
  const calendars = ["buddhist", "chinese", "coptic", "dangi", "ethioaa", "ethiopic", "gregory", "hebrew", "indian", "islamic-civil", "islamic-tbla", "islamic-umalqura", "iso8601", "japanese", "persian", "roc"];
  const initDate = (required, defaults) => (locales, options) => {
    const asked = list(locales);
    options = coerced(options);
    got(options, "localeMatcher", ["lookup", "best fit"]);
    const calendar = keyword(options, "calendar"), nu = keyword(options, "numberingSystem");
    const hour12 = got(options, "hour12", "boolean");
    const cycles = ["h11", "h12", "h23", "h24"];
    const hc = got(options, "hourCycle", cycles);
    const s = negotiate(asked, "DateTimeFormat", { ca: (v) => calendars.includes(v), hc: (v) => cycles.includes(v), nu: native.knownNumbering }, { ca: calendar, hc: hour12 === undefined ? hc : undefined, nu });
    s.calendar = s.ca ?? native.calendar(s.base);
    if (s.calendar !== native.calendar(s.base) && s.calendar !== "gregory" && s.calendar !== "iso8601" || s.calendar !== "buddhist" && native.calendar(s.base) === "buddhist") {
      throw new Error(`dodev does not support the calendar ${s.calendar} in the locale ${s.base} yet`);
    }
    s.numberingSystem = s.nu ?? native.numbering(s.base);
    const clock = native.clock(s.base);
    let cycle = hour12 === undefined ? s.hc ?? clock[0] : clock[hour12 ? 1 : 2];
    let zone = options.timeZone;
    if (zone !== undefined) {
      const found = native.zone(String(zone));
      if (found === undefined) throw new RangeError(`Invalid time zone specified: ${String(zone)}`);
      zone = found;
    } else zone = "UTC";
    s.timeZone = zone;
    let explicit = false;
    for (const [name, allowed] of [...Object.entries({ weekday: dateFields.weekday, era: ["narrow", "short", "long"], year: dateFields.year, month: dateFields.month, day: dateFields.day }), ...Object.entries(timeFields)]) {
      s[name] = got(options, name, allowed);
      explicit ||= s[name] !== undefined;
    }
    s.fractionalSecondDigits = within(options.fractionalSecondDigits, 1, 3, undefined, "fractionalSecondDigits");
    s.timeZoneName = got(options, "timeZoneName", ["short", "long", "shortOffset", "longOffset", "shortGeneric", "longGeneric"]);
    explicit ||= s.fractionalSecondDigits !== undefined || s.timeZoneName !== undefined;
    got(options, "formatMatcher", ["basic", "best fit"]);
    const widths = ["full", "long", "medium", "short"];
    s.dateStyle = got(options, "dateStyle", widths);
    s.timeStyle = got(options, "timeStyle", widths);
    if (s.dateStyle !== undefined || s.timeStyle !== undefined) {
      if (explicit) {
        throw new TypeError("Invalid option : option");
      }
      if (required === "date" && s.timeStyle !== undefined) throw new TypeError("Invalid option : timeStyle");
      if (required === "time" && s.dateStyle !== undefined) throw new TypeError("Invalid option : dateStyle");
    } else {
      let need = true;
      if (required !== "time" && [s.weekday, s.year, s.month, s.day].some((v) => v !== undefined)) need = false;
      if (required !== "date" && [s.dayPeriod, s.hour, s.minute, s.second, s.fractionalSecondDigits].some((v) => v !== undefined)) need = false;
      if (need && defaults !== "time") s.year = s.month = s.day = "numeric";
      if (need && defaults !== "date") s.hour = s.minute = s.second = "numeric";
    }
    if (s.hour !== undefined || s.timeStyle !== undefined) {
      s.hourCycle = cycle;
      s.hour12 = s.hourCycle === "h11" || s.hourCycle === "h12";
    }
    if (s.hour !== undefined && s.hour12 === false) s.dayPeriod = undefined;
    if (s.minute !== undefined && s.fractionalSecondDigits !== undefined) s.second ??= "2-digit";
    // The pattern goes by what was asked for, and says how digits are shown.
    s.asked = { year: s.year, month: s.month, day: s.day, hour: s.hour, minute: s.minute, second: s.second };
    if (!native.written(s)) throw new Error(`dodev does not support these options of Intl.DateTimeFormat in the calendar ${s.calendar} and the locale ${s.base} yet`);
    if (s.dateStyle === undefined && s.timeStyle === undefined) {
      const shown = native.shown(s);
      for (const name of ["year", "month", "day", "hour", "minute", "second"]) s[name] = s[name] === undefined ? undefined : shown[name] ?? s[name];
    }
    s.parts = (v) => {
      const ms = v === undefined ? Date.now() : Number(v);
      if (!(Math.abs(ms) <= 8.64e15)) throw new RangeError("Invalid time value");
      return native.date(s, Math.trunc(ms));
    };
    return s;
  };
  const dateKeys = ["locale", "calendar", "numberingSystem", "timeZone", "hourCycle", "hour12", "weekday", "era", "year", "month", "day", "dayPeriod", "hour", "minute", "second", "fractionalSecondDigits", "timeZoneName", "dateStyle", "timeStyle"];
  // span answers the parts of two dates.
  const span = (s, a, b) => {
    if (a === undefined || b === undefined) throw new TypeError("startDate or endDate cannot be undefined");
    a = Number(a);
    b = Number(b);
    if (!(Math.abs(a) <= 8.64e15) || !(Math.abs(b) <= 8.64e15)) throw new RangeError("Invalid time value");
    const flat = native.dateRange(s, Math.trunc(a), Math.trunc(b));
    const out = [];
    for (let n = 0; n < flat.length; n += 3) out.push({ type: flat[n], value: flat[n + 1], source: flat[n + 2] });
    return out;
  };
  classOf("DateTimeFormat", 0, true, initDate("any", "date"), {
    resolvedOptions() { return resolved(of(this, "DateTimeFormat", "prototype.resolvedOptions"), dateKeys); },
    formatToParts(v) { return parts(of(this, "DateTimeFormat", "prototype.formatToParts").parts(v)); },
    get format() {
      const s = of(this, "DateTimeFormat", "prototype.format");
      return bound(s, () => Object.defineProperty((v) => text(s.parts(v)), "name", { value: "" }));
    },
    formatRange(a, b) { return span(of(this, "DateTimeFormat", "prototype.formatRange"), a, b).map((p) => p.value).join(""); },
    formatRangeToParts(a, b) { return span(of(this, "DateTimeFormat", "prototype.formatRangeToParts"), a, b); },
  });

  // Words.
  const initPlural = (locales, options) => {
    const asked = list(locales);
    options = coerced(options);
    got(options, "localeMatcher", ["lookup", "best fit"]);
    const s = negotiate(asked, "PluralRules");
    s.type = got(options, "type", ["cardinal", "ordinal"], "cardinal");
    s.notation = got(options, "notation", ["standard", "scientific", "engineering", "compact"], "standard");
    digits(s, options, 0, 3, s.notation);
    s.pluralCategories = native.categories(s.base, s.type === "ordinal");
    s.select = (v) => native.plural({ ...s, signDisplay: "never", useGrouping: false }, v, s.type === "ordinal");
    return s;
  };
  classOf("PluralRules", 0, false, initPlural, {
    resolvedOptions() {
      const s = of(this, "PluralRules", "prototype.resolvedOptions");
      return { ...resolved(s, ["locale", "type", "notation", "minimumIntegerDigits", "minimumFractionDigits", "maximumFractionDigits", "minimumSignificantDigits", "maximumSignificantDigits"]), pluralCategories: [...s.pluralCategories],
        ...resolved(s, ["roundingIncrement", "roundingMode", "roundingPriority", "trailingZeroDisplay"]) };
    },
    select(v) { return of(this, "PluralRules", "prototype.select").select(Number(v)); },
    selectRange(a, b) {
      const s = of(this, "PluralRules", "prototype.selectRange");
      if (a === undefined || b === undefined) throw new TypeError("Invalid argument");
      return s.select(Number(b));
    },
  });

  const strings = (iterable) => {
    if (iterable === undefined) return [];
    const items = [];
    for (const v of iterable) {
      if (typeof v !== "string") throw new TypeError("Iterable yielded " + String(v) + " which is not a string");
      items.push(v);
    }
    return items;
  };
  classOf("ListFormat", 0, false, (locales, options) => {
    const asked = list(locales);
    options = strict(options);
    got(options, "localeMatcher", ["lookup", "best fit"]);
    return { ...negotiate(asked, "ListFormat"), type: got(options, "type", ["conjunction", "disjunction", "unit"], "conjunction"), style: got(options, "style", ["long", "short", "narrow"], "long") };
  }, {
    resolvedOptions() { return resolved(of(this, "ListFormat", "prototype.resolvedOptions"), ["locale", "type", "style"]); },
    format(items) { const s = of(this, "ListFormat", "prototype.format"); return text(native.list(strings(items), s.type, s.style, s.base)); },
    formatToParts(items) { const s = of(this, "ListFormat", "prototype.formatToParts"); return parts(native.list(strings(items), s.type, s.style, s.base)); },
  });

  const relative = (s, v, unit) => {
    v = Number(v);
    unit = String(unit);
    if (!Number.isFinite(v)) throw new RangeError("Value need to be finite number for Intl.RelativeTimeFormat.prototype.format()");
    const found = native.relative(v, unit, s.style, s.numeric === "auto", s.base, s.numberingSystem);
    if (!found) throw new RangeError(`Invalid unit argument for Intl.RelativeTimeFormat.prototype.format() '${unit}'`);
    return found;
  };
  classOf("RelativeTimeFormat", 0, false, (locales, options) => {
    const asked = list(locales);
    options = coerced(options);
    got(options, "localeMatcher", ["lookup", "best fit"]);
    const s = negotiate(asked, "RelativeTimeFormat", { nu: native.knownNumbering }, { nu: keyword(options, "numberingSystem") });
    return { ...s, style: got(options, "style", ["long", "short", "narrow"], "long"), numeric: got(options, "numeric", ["always", "auto"], "always"), numberingSystem: s.nu ?? native.numbering(s.base) };
  }, {
    resolvedOptions() { return resolved(of(this, "RelativeTimeFormat", "prototype.resolvedOptions"), ["locale", "style", "numeric", "numberingSystem"]); },
    format(v, unit) { return text(relative(of(this, "RelativeTimeFormat", "prototype.format"), v, unit).slice(1)); },
    formatToParts(v, unit) {
      const [name, ...flat] = relative(of(this, "RelativeTimeFormat", "prototype.formatToParts"), v, unit);
      return parts(flat, (type) => (type === "literal" ? undefined : { unit: name }));
    },
  });

  classOf("Collator", 0, true, (locales, options) => {
    const asked = list(locales);
    options = coerced(options);
    const usage = got(options, "usage", ["sort", "search"], "sort");
    got(options, "localeMatcher", ["lookup", "best fit"]);
    const numeric = got(options, "numeric", "boolean"), caseFirst = got(options, "caseFirst", ["upper", "lower", "false"]);
    const s = negotiate(asked, "Collator", { co: (v) => native.collations(native.best(asked.map(bare), "")).includes(v) && v !== "emoji" && v !== "eor", kf: (v) => ["upper", "lower", "false"].includes(v), kn: (v) => v === "true" || v === "false" }, { kn: numeric === undefined ? undefined : String(numeric), kf: caseFirst });
    s.usage = usage;
    s.collation = s.co ?? "default";
    s.numeric = s.kn === "true";
    s.caseFirst = s.kf ?? (/^(da|mt)\b/.test(s.base) ? "upper" : "false");
    s.sensitivity = got(options, "sensitivity", ["base", "accent", "case", "variant"], "variant");
    s.ignorePunctuation = got(options, "ignorePunctuation", "boolean", /^th\b/.test(s.base));
    s.compare = native.collator(s);
    return s;
  }, {
    resolvedOptions() { return resolved(of(this, "Collator", "prototype.resolvedOptions"), ["locale", "usage", "sensitivity", "ignorePunctuation", "collation", "numeric", "caseFirst"]); },
    get compare() {
      const s = of(this, "Collator", "prototype.compare");
      return bound(s, () => Object.defineProperty((a, b) => s.compare(String(a), String(b)), "name", { value: "" }));
    },
  });

  classOf("Segmenter", 0, false, (locales, options) => {
    const asked = list(locales);
    options = strict(options);
    got(options, "localeMatcher", ["lookup", "best fit"]);
    return { ...negotiate(asked, "Segmenter"), granularity: got(options, "granularity", ["grapheme", "word", "sentence"], "grapheme") };
  }, {
    resolvedOptions() { return resolved(of(this, "Segmenter", "prototype.resolvedOptions"), ["locale", "granularity"]); },
    segment(input) {
      const { granularity } = of(this, "Segmenter", "prototype.segment");
      input = String(input);
      let found;
      const all = () => (found ??= native.segments(input, granularity));
      const at = (n) => {
        const [index, end, wordLike] = all()[n];
        const data = { segment: input.slice(index, end), index, input };
        if (granularity === "word") data.isWordLike = wordLike;
        return data;
      };
      const segments = Object.create(segmentsPrototype);
      states.set(segments, { kind: "Segments", at, all, input });
      return segments;
    },
  });
  const segmentsPrototype = {};
  define(segmentsPrototype, {
    containing(index) {
      const s = of(this, "Segments", "containing");
      index = Math.trunc(Number(index)) || 0;
      if (index < 0 || index >= s.input.length) return undefined;
      return s.at(s.all().findIndex(([, end]) => index < end));
    },
    *[Symbol.iterator]() {
      const s = of(this, "Segments", "Symbol.iterator");
      for (let n = 0; n < s.all().length; n++) yield s.at(n);
    },
  });

  const kit = { native, states, of, define, list, got, within, bare, keywords, keyword, negotiate, classOf, classes, resolved, strict, parts, text, kind: (name) => { current = name; } };
  native.names(kit);
  native.durations(kit);

  const Intl = {};
  define(Intl, {
    getCanonicalLocales(locales) { return list(locales); },
    supportedValuesOf(key) {
      key = String(key);
      switch (key) {
        case "calendar": return ["gregory"];
        case "collation": return ["default"];
        case "numberingSystem": return native.numberings();
        case "unit": return native.units();
        case "currency": return native.currencies();
        case "timeZone": return native.zones();
      }
      throw new RangeError(`Invalid key : ${key}`);
    },
    ...classes,
  });
  for (const name of ["v8BreakIterator"]) Object.defineProperty(Intl, name, { value: native.absent(name), writable: true, configurable: true });
  Object.defineProperty(Intl, Symbol.toStringTag, { value: "Intl", configurable: true });

  // What numbers and dates say of themselves.
  const dateTexts = { toLocaleString: ["any", "all"], toLocaleDateString: ["date", "date"], toLocaleTimeString: ["time", "time"] };
  const visited = []; // arrays that are being written; what is in itself is left out
  const elements = (o, locales, options) => {
    if (visited.includes(o)) return "";
    visited.push(o);
    try {
      let s = "";
      for (let n = 0; n < o.length; n++) {
        const v = o[n];
        if (n > 0) s += ",";
        if (v !== undefined && v !== null) s += v.toLocaleString(locales, options);
      }
      return s;
    } finally {
      visited.pop();
    }
  };
  return {
    Intl,
    elements,
    number(v, locales, options) { current = "NumberFormat"; return text(initNumber(locales, options).parts(v)); },
    date(name, ms, locales, options) {
      current = "DateTimeFormat";
      const s = initDate(...dateTexts[name])(locales, options);
      return ms === ms ? text(s.parts(ms)) : "Invalid Date";
    },
    compare(a, b, locales, options) { return new classes.Collator(locales, options).compare(a, b); },
  };
}
