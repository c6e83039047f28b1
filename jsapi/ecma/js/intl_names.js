({ native, states, of, define, list, got, bare, keywords, negotiate, classOf, classes, resolved, kind }) => {
  // Names. https://tc39.es/ecma402/#sec-intl-displaynames-abstracts
  const invalid = () => new RangeError("invalid_argument");
  const codes = {
    language: /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z\d]{5,8}|\d[a-z\d]{3}))*$/i, region: /^([a-z]{2}|\d{3})$/i, script: /^[a-z]{4}$/i, currency: /^[a-z]{3}$/i,
    calendar: /^[a-z\d]{3,8}(-[a-z\d]{3,8})*$/i, dateTimeField: /^(era|year|quarter|month|weekOfYear|weekday|day|dayPeriod|hour|minute|second|timeZoneName)$/,
  };
  classOf("DisplayNames", 2, false, (locales, options) => {
    const asked = list(locales);
    if (typeof options !== "object" || options === null) throw new TypeError("invalid_argument");
    got(options, "localeMatcher", ["lookup", "best fit"]);
    const s = negotiate(asked, "DisplayNames");
    s.style = got(options, "style", ["narrow", "short", "long"], "long");
    s.type = got(options, "type", ["language", "region", "script", "currency", "calendar", "dateTimeField"]);
    if (s.type === undefined) throw new TypeError("invalid_argument");
    s.fallback = got(options, "fallback", ["code", "none"], "code");
    const languageDisplay = got(options, "languageDisplay", ["dialect", "standard"], "dialect");
    if (s.type === "language") s.languageDisplay = languageDisplay;
    return s;
  }, {
    resolvedOptions() { return resolved(of(this, "DisplayNames", "prototype.resolvedOptions"), ["locale", "style", "type", "fallback", "languageDisplay"]); },
    of(code) {
      const s = of(this, "DisplayNames", "prototype.of");
      code = String(code);
      if (!codes[s.type].test(code)) throw invalid();
      const meant = { language: native.canonical, currency: (c) => c.toUpperCase() }[s.type]?.(code) ?? code;
      if (meant === "und" && s.fallback === "code") return "root"; // as it is called where languages begin
      return native.display(s.base, s.type, meant, s.style, s.languageDisplay === "dialect") || (s.fallback === "code" ? meant : undefined);
    },
  });

  // Locales as objects. https://tc39.es/ecma402/#locale-objects
  const incorrect = () => new RangeError("Incorrect locale information provided");
  const parsed = (tag) => {
    const parts = tag.split("-");
    const s = { language: parts.shift(), variants: [], rest: [] };
    if (parts[0]?.length === 4 && !/^\d/.test(parts[0])) s.script = parts.shift();
    if (/^([A-Z]{2}|\d{3})$/.test(parts[0] ?? "")) s.region = parts.shift();
    while (parts.length && parts[0].length > 1) s.variants.push(parts.shift());
    s.variants.sort();
    s.words = keywords(tag);
    const u = parts.indexOf("u");
    if (u >= 0) {
      let end = u + 1;
      while (end < parts.length && parts[end].length > 1) end++;
      parts.splice(u, end - u);
    }
    s.rest = parts;
    return s;
  };
  const baseName = (s) => [s.language, s.script, s.region, ...s.variants].filter(Boolean).join("-");
  const composed = (s) => {
    const words = Object.keys(s.words).sort().flatMap((key) => (s.words[key] === "" || s.words[key] === "true" ? [key] : [key, s.words[key]]));
    const extension = words.length ? ["u", ...words] : [];
    const at = s.rest.findIndex((p) => p === "x" || p.length === 1 && p > "u");
    const rest = at < 0 ? [...s.rest, ...extension] : [...s.rest.slice(0, at), ...extension, ...s.rest.slice(at)];
    return [baseName(s), ...rest].join("-");
  };
  const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  const weekday = (v) => (/^[0-7]$/.test(v) ? days[(Number(v) + 6) % 7] : v);
  const Locale = function (text, options) {
    if (!new.target) throw new TypeError("Constructor Intl.Locale requires 'new'");
    if (typeof text !== "string" && (typeof text !== "object" || text === null)) throw new TypeError("First argument to Intl.Locale constructor can't be empty or missing");
    kind("Locale");
    const start = states.get(text)?.kind === "Locale" ? states.get(text).tag : native.canonical(String(text));
    if (start === undefined) throw text === "" ? new RangeError("First argument to Intl.Locale constructor can't be empty or missing") : incorrect();
    if (options === null) throw new TypeError("Intl.Locale called on null or undefined");
    options = options === undefined ? Object.create(null) : Object(options);
    const s = parsed(start);
    for (const [name, shape] of [["language", /^[a-z]{2,3}$|^[a-z]{5,8}$/i], ["script", /^[a-z]{4}$/i], ["region", /^([a-z]{2}|\d{3})$/i]]) {
      const v = got(options, name);
      if (v === undefined) continue;
      if (!shape.test(v)) throw incorrect();
      s[name] = name === "language" ? v.toLowerCase() : name === "region" ? v.toUpperCase() : v[0].toUpperCase() + v.slice(1).toLowerCase();
    }
    const variants = got(options, "variants");
    if (variants !== undefined) {
      s.variants = variants.toLowerCase().split("-");
      if (s.variants.some((v) => !/^([a-z\d]{5,8}|\d[a-z\d]{3})$/.test(v)) || new Set(s.variants).size < s.variants.length) throw incorrect();
    }
    const type = (name) => {
      const v = got(options, name);
      if (v !== undefined && !/^[A-Za-z0-9]{3,8}(-[A-Za-z0-9]{3,8})*$/.test(v)) throw incorrect();
      return v?.toLowerCase();
    };
    const asked = {
      ca: type("calendar"), co: type("collation"), fw: options.firstDayOfWeek === undefined ? undefined : weekday(String(options.firstDayOfWeek)),
      hc: got(options, "hourCycle", ["h11", "h12", "h23", "h24"]), kf: got(options, "caseFirst", ["upper", "lower", "false"]), kn: options.numeric === undefined ? undefined : String(Boolean(options.numeric)), nu: type("numberingSystem"),
    };
    if (asked.fw !== undefined && !/^[a-z0-9]{3,8}$/i.test(asked.fw)) throw incorrect();
    for (const [key, v] of Object.entries(asked)) if (v !== undefined) s.words[key] = v;
    const found = native.canonical(composed(s));
    if (found === undefined) throw incorrect();
    const o = Object.create((new.target ?? Locale).prototype ?? Locale.prototype);
    const read = parsed(found);
    states.set(o, { ...read, kind: "Locale", tag: composed(read) });
    return o;
  };
  Object.defineProperty(Locale, "length", { value: 1, configurable: true });
  const localeMembers = {};
  const method = (name, run) => { localeMembers[name] = { [name]() { return run(of(this, "Locale", `prototype.${name}`)); } }[name]; };
  const getter = (name, read) => {
    Object.defineProperty(localeMembers, name, { get: Object.getOwnPropertyDescriptor({ get [name]() { return read(of(this, "Locale", `prototype.${name}`)); } }, name).get, enumerable: true, configurable: true });
  };
  const likely = (minimal) => (s) => {
    const [language, script, region] = native.likely(s.language, s.script ?? "", s.region ?? "", minimal);
    return new Locale(composed({ ...s, language, script, region }));
  };
  const word = (key) => (s) => (s.words[key] === "" ? "true" : s.words[key]);
  const land = (s) => native.region(s.region ?? native.likely(s.language, s.script ?? "", "", false)[2]);
  const data = (s) => native.best([baseName(s)], "");
  method("toString", (s) => s.tag);
  method("maximize", likely(false));
  method("minimize", likely(true));
  for (const name of ["language", "script", "region"]) getter(name, (s) => s[name]);
  getter("variants", (s) => (s.variants.length ? s.variants.join("-") : undefined));
  getter("baseName", baseName);
  for (const [name, key] of [["calendar", "ca"], ["caseFirst", "kf"], ["collation", "co"], ["firstDayOfWeek", "fw"], ["hourCycle", "hc"]]) getter(name, word(key));
  getter("numeric", (s) => s.words.kn === "" || s.words.kn === "true");
  getter("numberingSystem", word("nu"));
  const only = (key, all) => (s) => (s.words[key] ? [s.words[key]] : all(s));
  method("getCalendars", only("ca", (s) => land(s)[3]));
  method("getCollations", only("co", (s) => native.collations(data(s))));
  method("getHourCycles", only("hc", (s) => [native.clock(data(s))[0]]));
  method("getNumberingSystems", only("nu", (s) => [native.numbering(data(s))]));
  method("getTimeZones", (s) => (s.region === undefined ? undefined : land(s)[2]));
  method("getTextInfo", (s) => ({ direction: native.direction(data(s)) }));
  method("getWeekInfo", (s) => {
    const [first, weekend] = land(s);
    const own = days.indexOf(s.words.fw ?? "");
    return { firstDay: own >= 0 ? own + 1 : Number(first), weekend: weekend.map(Number) };
  });
  define(Locale.prototype, localeMembers);
  Object.defineProperty(Locale.prototype, Symbol.toStringTag, { value: "Intl.Locale", configurable: true });
  Object.defineProperty(Locale, "prototype", { writable: false });
  classes.Locale = Locale;
}
