// Intl.Locale, https://tc39.es/ecma402/#locale-objects. What CLDR knows of a locale's customs is there for American English.
(native) => ({ classOf, of, canonical }) => {
  const keys = { calendar: "ca", collation: "co", firstDayOfWeek: "fw", hourCycle: "hc", caseFirst: "kf", numeric: "kn", numberingSystem: "nu" };
  const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  const wrong = () => new RangeError("Incorrect locale information provided");

  // taken answers the parts of a canonical tag; written joins them.
  const taken = (tag) => {
    const [base, ...rest] = tag.split(/-(?=[\da-wyz]-)|-(?=x-)/);
    const [, language, script, region, variants] = /^([a-z]{2,8})(?:-([A-Z][a-z]{3}))?(?:-([A-Z]{2}|\d{3}))?((?:-[\da-z]{4,8})*)$/.exec(base) ?? [];
    if (language === undefined) throw wrong();
    const at = rest.findIndex((e) => e.startsWith("x-"));
    const own = at < 0 ? [] : [rest.splice(at).join("-")];
    const keywords = new Map(), u = rest.find((e) => e.startsWith("u-")) ?? "u";
    const [attributes, ...pairs] = u.split(/-(?=[\da-z]{2}(?:-|$))/);
    for (const pair of pairs) keywords.set(pair.slice(0, 2), pair.slice(3));
    return { language, script, region, variants: variants.slice(1).split("-").sort().join("-") || undefined, keywords, attributes, others: rest.filter((e) => !e.startsWith("u-")), own };
  };
  const base = (p) => [p.language, p.script, p.region, p.variants].filter((part) => part !== undefined).join("-");
  const written = (p) => {
    const pairs = [...p.keywords].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => (value === "" ? key : `${key}-${value}`));
    const u = pairs.length > 0 || p.attributes !== "u" ? [[p.attributes, ...pairs].join("-")] : [];
    return [base(p), ...[...p.others, ...u].sort(), ...p.own].join("-");
  };

  const option = (options, name, form) => {
    const v = options[name];
    if (v === undefined) return undefined;
    const text = String(v);
    if (!form.test(text)) throw wrong();
    return text;
  };
  const oneOf = (options, name, allowed) => {
    const v = options[name];
    if (v === undefined || allowed.includes(String(v))) return v === undefined ? undefined : String(v);
    throw new RangeError(`Value ${v} out of range for locale options property ${name}`);
  };

  const type = /^[\da-z]{3,8}(?:-[\da-z]{3,8})*$/i;
  const init = (tag, options) => {
    if (tag === "" || typeof tag !== "string" && (typeof tag !== "object" || tag === null)) {
      throw new (tag === "" ? RangeError : TypeError)("First argument to Intl.Locale constructor can't be empty or missing");
    }
    if (options === null) throw new TypeError("Intl.Locale called on null or undefined");
    const p = taken(canonical(tag, wrong)), o = options === undefined ? {} : Object(options);
    p.language = option(o, "language", /^(?:[a-z]{2,3}|[a-z]{5,8})$/i) ?? p.language;
    p.script = option(o, "script", /^[a-z]{4}$/i) ?? p.script;
    p.region = option(o, "region", /^(?:[a-z]{2}|\d{3})$/i) ?? p.region;
    const variants = option(o, "variants", /^(?:[\da-z]{5,8}|\d[\da-z]{3})(?:-(?:[\da-z]{5,8}|\d[\da-z]{3}))*$/i);
    if (variants !== undefined) p.variants = variants.split("-").sort().join("-");
    const set = (name, value) => value !== undefined && p.keywords.set(keys[name], value.toLowerCase());
    set("calendar", option(o, "calendar", type));
    set("collation", option(o, "collation", type));
    let day = o.firstDayOfWeek;
    if (day !== undefined) {
      day = /^[0-7]$/.test(String(day)) ? days[day] : String(day);
      if (!type.test(day)) throw wrong();
      set("firstDayOfWeek", day);
    }
    set("hourCycle", oneOf(o, "hourCycle", ["h11", "h12", "h23", "h24"]));
    set("caseFirst", oneOf(o, "caseFirst", ["upper", "lower", "false"]));
    if (o.numeric !== undefined) set("numeric", o.numeric ? "" : "false");
    set("numberingSystem", option(o, "numberingSystem", type));
    for (const [key, value] of p.keywords) if (value === "true") p.keywords.set(key, "");
    return { tag: written(taken(canonical(written(p), wrong))) };
  };

  const C = classOf("Locale", 1, false, init, {}, null);
  const self = (o, method) => of(o, "Locale", `prototype.${method}`);
  const add = (name, descriptor) => Object.defineProperty(C.prototype, name, { configurable: true, ...descriptor });
  const method = (name, f) => add(name, { writable: true, value: { [name]() { return f(self(this, name)); } }[name] });
  const getter = (name, f) => add(name, { get: Object.getOwnPropertyDescriptor({ get [name]() { return f(taken(self(this, name).tag)); } }, name).get });
  const resized = (s, size) => {
    const p = taken(s.tag), short = taken(size([p.language, p.script, p.region].filter((part) => part !== undefined).join("-")));
    return new C(written({ ...p, language: short.language, script: short.script, region: short.region }));
  };
  method("toString", (s) => s.tag);
  method("maximize", (s) => resized(s, native.maximal));
  method("minimize", (s) => resized(s, native.minimal));
  for (const name of ["language", "script", "region", "variants"]) getter(name, (p) => p[name]);
  getter("baseName", base);
  for (const name of ["calendar", "caseFirst", "collation", "firstDayOfWeek", "hourCycle"]) getter(name, (p) => p.keywords.get(keys[name]));
  getter("numeric", (p) => p.keywords.get("kn") === "");
  getter("numberingSystem", (p) => p.keywords.get("nu"));

  const custom = (name, key, answer) => method(name, (s) => {
    const p = taken(s.tag), own = p.keywords.get(key);
    if (own) return [own];
    if (native.maximal(base(p)) !== "en-Latn-US") throw new Error(`dodev does not support Intl.Locale.prototype.${name} for ${s.tag} yet: it knows ${native.name}`);
    return answer(p);
  });
  custom("getCalendars", "ca", () => ["gregory"]);
  custom("getCollations", "co", () => ["emoji", "eor"]);
  custom("getHourCycles", "hc", () => ["h12"]);
  custom("getNumberingSystems", "nu", () => ["latn"]);
  method("getTimeZones", (s) => {
    if (taken(s.tag).region === undefined) return undefined;
    throw new Error("dodev does not support Intl.Locale.prototype.getTimeZones yet");
  });
  const leftwards = ["Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"];
  method("getTextInfo", (s) => ({ direction: leftwards.includes(taken(native.maximal(base(taken(s.tag)))).script) ? "rtl" : "ltr" }));
  custom("getWeekInfo", "", () => ({ firstDay: 7, weekend: [6, 7] }));
  return C;
}
