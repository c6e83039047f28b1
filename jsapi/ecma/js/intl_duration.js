({ native, of, list, got, within, keyword, negotiate, classOf, resolved, parts }) => {
  // Durations. https://tc39.es/ecma402/#durationformat-objects
  const words = ["long", "short", "narrow"], clock = [...words, "numeric", "2-digit"], fine = [...words, "numeric"];
  const units = [["years", words, "short"], ["months", words, "short"], ["weeks", words, "short"], ["days", words, "short"], ["hours", clock, "numeric"], ["minutes", clock, "numeric"], ["seconds", clock, "numeric"],
    ["milliseconds", fine, "numeric"], ["microseconds", fine, "numeric"], ["nanoseconds", fine, "numeric"]];
  const names = units.map(([name]) => name), fractions = names.slice(7);
  const digital = (style) => style === "numeric" || style === "2-digit";

  // https://tc39.es/ecma402/#sec-getdurationunitoptions
  const unitOptions = (name, options, base, styles, digitalStyle, previous) => {
    let style = got(options, name, styles), fallback = "always";
    if (style === undefined) {
      if (base === "digital") {
        if (!["hours", "minutes", "seconds"].includes(name)) fallback = "auto";
        style = digitalStyle;
      } else if (previous === "fractional" || digital(previous)) {
        if (name !== "minutes" && name !== "seconds") fallback = "auto";
        style = "numeric";
      } else {
        fallback = "auto";
        style = base;
      }
    }
    if (style === "numeric" && fractions.includes(name)) {
      style = "fractional";
      fallback = "auto";
    }
    const display = got(options, `${name}Display`, ["auto", "always"], fallback);
    const wrong = display === "always" && style === "fractional" || previous === "fractional" && style !== "fractional" || digital(previous) && !digital(style) && style !== "fractional";
    if (wrong) throw new RangeError("Invalid object : #<Object>");
    if (digital(previous) && (name === "minutes" || name === "seconds")) style = "2-digit";
    return { style, display };
  };

  // read answers the fields of a duration, which may be an object or text. https://tc39.es/proposal-temporal/#sec-temporal-totemporalduration
  const shape = /^([+-])?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d{1,9}))?S)?)?$/i;
  const read = (from) => {
    const d = {};
    if (typeof from === "string") {
      const m = shape.exec(from);
      if (!m || /(P|T)$/i.test(from)) throw new RangeError("Temporal error: Duration was not valid.");
      const sign = m[1] === "-" ? -1 : 1;
      const rest = (m[9] ?? "").padEnd(9, "0");
      [m[2], m[3], m[4], m[5], m[6], m[7], m[8], rest.slice(0, 3), rest.slice(3, 6), rest.slice(6)].forEach((v, n) => { d[names[n]] = sign * Number(v ?? 0) + 0; });
      return d;
    }
    if (typeof from !== "object" && typeof from !== "function" || from === null) throw new TypeError("Temporal error: Duration argument must be Duration or string.");
    let any = false;
    for (const name of [...names].sort()) {
      const v = from[name];
      if (v === undefined) {
        d[name] = 0;
        continue;
      }
      any = true;
      d[name] = Number(v) + 0;
      if (!Number.isInteger(d[name])) throw new RangeError("Temporal error: Expected finite integer.");
    }
    if (!any) throw new TypeError("Temporal error: Did not provide any valid Duration fields.");
    const signs = new Set(names.map((name) => Math.sign(d[name])));
    signs.delete(0);
    if (signs.size > 1) throw new RangeError("Temporal error: Duration was not valid.");
    return d;
  };

  // decimal answers the seconds, milliseconds or microseconds with all that is finer, exact.
  const decimal = (d, from) => {
    const at = names.indexOf(from);
    let total = 0n;
    for (let n = at; n < names.length; n++) total = total * 1000n + BigInt(d[names[n]]);
    const places = 3 * (names.length - 1 - at);
    const negative = total < 0n;
    const digits = String(negative ? -total : total).padStart(places + 1, "0");
    return `${negative ? "-" : ""}${digits.slice(0, digits.length - places)}${places ? "." + digits.slice(digits.length - places) : ""}`;
  };

  classOf("DurationFormat", 0, false, (locales, options) => {
    const asked = list(locales);
    if (options === undefined) options = Object.create(null);
    else if (typeof options !== "object" || options === null) throw new TypeError("invalid_argument");
    got(options, "localeMatcher", ["lookup", "best fit"]);
    const s = negotiate(asked, "DurationFormat", { nu: native.knownNumbering }, { nu: keyword(options, "numberingSystem") });
    s.numberingSystem = s.nu ?? native.numbering(s.base);
    s.style = got(options, "style", [...words, "digital"], "short");
    s.units = {};
    let previous = "";
    for (const [name, styles, digitalStyle] of units) {
      const u = unitOptions(name, options, s.style, styles, digitalStyle, previous);
      s.units[name] = u;
      s[name] = u.style === "fractional" ? "numeric" : u.style;
      s[`${name}Display`] = u.display;
      if (["hours", "minutes", "seconds", "milliseconds", "microseconds"].includes(name)) previous = u.style;
    }
    s.fractionalDigits = within(options.fractionalDigits, 0, 9, undefined, "fractionalDigits");
    return s;
  }, {
    resolvedOptions() { return resolved(of(this, "DurationFormat", "prototype.resolvedOptions"), ["locale", "numberingSystem", "style", ...names.flatMap((name) => [name, `${name}Display`]), "fractionalDigits"]); },
    format(d) { return write(of(this, "DurationFormat", "prototype.format"), d).map((p) => p.value).join(""); },
    formatToParts(d) { return write(of(this, "DurationFormat", "prototype.formatToParts"), d); },
  });

  // write answers the parts of a duration. https://tc39.es/ecma402/#sec-partitiondurationformatpattern
  const write = (s, from) => {
    const d = read(from);
    const negative = names.some((name) => d[name] < 0);
    let signed = true; // the first number has the sign of all
    const number = (v, unit, more) => {
      const options = { base: s.base, numberingSystem: s.numberingSystem, style: "decimal", notation: "standard", signDisplay: "never", useGrouping: "auto", minimumIntegerDigits: 1, minimumFractionDigits: 0, maximumFractionDigits: 0,
        roundingMode: "trunc", roundingPriority: "auto", trailingZeroDisplay: "auto", ...more };
      if (signed) {
        options.signDisplay = "auto";
        if (negative && Number(v) === 0) v = -0;
      }
      signed = false;
      return parts(native.number(options, v), () => ({ unit }));
    };
    const broken = { minimumFractionDigits: s.fractionalDigits ?? 0, maximumFractionDigits: s.fractionalDigits ?? 9 };
    const shown = [];
    const numeric = (first) => {
      const group = [];
      const has = (name) => names.indexOf(name) >= names.indexOf(first);
      const whole = s.units.milliseconds.style === "fractional";
      const seconds = whole ? decimal(d, "seconds") : d.seconds;
      const hours = has("hours") && (d.hours !== 0 || s.units.hours.display !== "auto");
      const last = Number(seconds) !== 0 || s.units.seconds.display !== "auto";
      const minutes = has("minutes") && (hours && last || d.minutes !== 0 || s.units.minutes.display !== "auto");
      const add = (v, name, more) => {
        if (group.length) group.push({ type: "literal", value: native.separator(s.base) });
        group.push(...number(v, name.slice(0, -1), { useGrouping: false, minimumIntegerDigits: s.units[name].style === "2-digit" ? 2 : 1, ...more }));
      };
      if (hours) add(d.hours, "hours");
      if (minutes) add(d.minutes, "minutes", hours ? { minimumIntegerDigits: 2 } : {});
      if (last) add(seconds, "seconds", { ...(minutes ? { minimumIntegerDigits: 2 } : {}), ...(whole ? broken : {}) });
      return group;
    };
    for (const [n, name] of names.entries()) {
      const u = s.units[name];
      if (digital(u.style)) {
        const group = numeric(name);
        if (group.length) shown.push(group);
        break;
      }
      const ends = ["seconds", "milliseconds", "microseconds"].includes(name) && s.units[names[n + 1]].style === "fractional";
      const v = ends ? decimal(d, name) : d[name];
      if (Number(v) !== 0 || u.display !== "auto") shown.push(number(v, name.slice(0, -1), { style: "unit", unit: name.slice(0, -1), unitDisplay: u.style, ...(ends ? broken : {}) }));
      if (ends) break;
    }
    const joined = native.list(shown.map((_, n) => String(n)), "unit", s.style === "digital" ? "short" : s.style, s.base);
    const out = [];
    for (let n = 0; n < joined.length; n += 2) {
      if (joined[n] === "element") out.push(...shown[Number(joined[n + 1])]);
      else out.push({ type: "literal", value: joined[n + 1] });
    }
    return out;
  };
}
