((base) => {
  const fail = (f) => { throw new TypeError(`${typeof f === "object" && f !== null ? "#<Object>" : String(f)} is not a function`); };
  const object = (o, name) => {
    if (o === null || typeof o !== "object" && typeof o !== "function") {
      throw new TypeError(`Iterator.prototype.${name} called on non-object`);
    }
    return o;
  };
  const close = (it) => {
    const end = it.return;
    if (end !== undefined && end !== null) {
      const result = end.call(it);
      if (result === null || typeof result !== "object" && typeof result !== "function") throw new TypeError(`${String(result)} is not an object`);
    }
  };
  const quietly = (it) => { try { close(it); } catch { /* the first error is the one that counts */ } };
  const guarded = (it, f) => { try { return f(); } catch (error) { quietly(it); throw error; } };
  const step = (it, next) => {
    const result = next.call(it);
    if (result === null || typeof result !== "object" && typeof result !== "function") throw new TypeError(`Iterator result ${String(result)} is not an object`);
    return result;
  };
  const callable = (it, f) => { if (typeof f !== "function") { quietly(it); fail(f); } };

  // A helper is a generator behind an object of its own, so that it has the helpers' prototype and closes
  // the underlying iterator even when it was never started.
  const state = new WeakMap();
  const helperProto = Object.defineProperties(Object.create(base), {
    next: { value: { next() { return of(this).run.next(); } }.next, writable: true, configurable: true },
    return: { value: { return() {
      const s = of(this);
      if (!s.started && !s.done) {
        s.done = true;
        s.run.return();
        for (const it of s.under) close(it);
        return { value: undefined, done: true };
      }
      return s.run.return();
    } }.return, writable: true, configurable: true },
    [Symbol.toStringTag]: { value: "Iterator Helper", configurable: true },
  });
  const of = (o) => {
    const s = state.get(o);
    if (!s) throw new TypeError("Iterator Helper.prototype.next called on incompatible receiver");
    return s;
  };
  const helper = (under, body) => {
    const o = Object.create(helperProto);
    const s = { under, started: false, done: false, run: undefined };
    s.run = (function* () { s.started = true; yield* body(); })();
    state.set(o, s);
    return o;
  };
  const each = (it, next, body) => function* () {
    let ended = false;
    try {
      for (let i = 0; ; i++) {
        let result;
        try { result = step(it, next); if (result.done) { ended = true; return; } } catch (error) { ended = true; throw error; }
        yield* body(result.value, i);
      }
    } catch (error) {
      if (!ended) { ended = true; quietly(it); }
      throw error;
    } finally {
      if (!ended) close(it);
    }
  };
  const flatten = (value, strings) => {
    if (value === null || typeof value !== "object" && typeof value !== "function" && !(strings && typeof value === "string")) {
      throw new TypeError(`${String(value)} is not an object`);
    }
    const method = value[Symbol.iterator];
    const it = method === undefined || method === null ? value : method.call(value);
    if (it === null || typeof it !== "object" && typeof it !== "function") throw new TypeError(`${String(it)} is not an object`);
    return it;
  };
  const count = (it, limit) => {
    const n = guarded(it, () => Number(limit));
    if (Number.isNaN(n)) { quietly(it); throw new RangeError(`${String(limit)} must be positive`); }
    const whole = Math.trunc(n);
    if (whole < 0) { quietly(it); throw new RangeError(`${String(limit)} must be positive`); }
    return whole;
  };
  const proto = {
    reduce(f, ...initial) {
      const it = object(this, "reduce");
      callable(it, f);
      const next = it.next;
      let value, i = 0;
      if (initial.length > 0) value = initial[0];
      else {
        const first = step(it, next);
        if (first.done) throw new TypeError("Reduce of a done iterator with no initial value");
        value = first.value;
        i = 1;
      }
      for (;;) {
        const result = step(it, next);
        if (result.done) return value;
        const item = result.value;
        value = guarded(it, () => f(value, item, i++));
      }
    },
    toArray() {
      const it = object(this, "toArray"), next = it.next, list = [];
      for (;;) {
        const result = step(it, next);
        if (result.done) return list;
        list.push(result.value);
      }
    },
    forEach(f) {
      const it = object(this, "forEach");
      callable(it, f);
      const next = it.next;
      for (let i = 0; ; i++) {
        const result = step(it, next);
        if (result.done) return;
        const item = result.value;
        guarded(it, () => f(item, i));
      }
    },
    some(f) {
      const it = object(this, "some");
      callable(it, f);
      const next = it.next;
      for (let i = 0; ; i++) {
        const result = step(it, next);
        if (result.done) return false;
        const item = result.value;
        if (guarded(it, () => f(item, i))) { close(it); return true; }
      }
    },
    every(f) {
      const it = object(this, "every");
      callable(it, f);
      const next = it.next;
      for (let i = 0; ; i++) {
        const result = step(it, next);
        if (result.done) return true;
        const item = result.value;
        if (!guarded(it, () => f(item, i))) { close(it); return false; }
      }
    },
    find(f) {
      const it = object(this, "find");
      callable(it, f);
      const next = it.next;
      for (let i = 0; ; i++) {
        const result = step(it, next);
        if (result.done) return undefined;
        const item = result.value;
        if (guarded(it, () => f(item, i))) { close(it); return item; }
      }
    },
    map(f) {
      const it = object(this, "map");
      callable(it, f);
      return helper([it], each(it, it.next, function* (value, i) { yield f(value, i); }));
    },
    filter(f) {
      const it = object(this, "filter");
      callable(it, f);
      return helper([it], each(it, it.next, function* (value, i) { if (f(value, i)) yield value; }));
    },
    take(limit) {
      const it = object(this, "take");
      let left = count(it, limit);
      const next = it.next;
      return helper([it], function* () {
        let ended = false;
        try {
          for (;;) {
            if (left === 0) return;
            left--;
            let result;
            try { result = step(it, next); if (result.done) { ended = true; return; } } catch (error) { ended = true; throw error; }
            yield result.value;
          }
        } finally {
          if (!ended) close(it);
        }
      });
    },
    drop(limit) {
      const it = object(this, "drop");
      let left = count(it, limit);
      return helper([it], each(it, it.next, function* (value) { if (left > 0) left--; else yield value; }));
    },
    flatMap(f) {
      const it = object(this, "flatMap");
      callable(it, f);
      return helper([it], each(it, it.next, function* (value, i) {
        const inner = flatten(f(value, i), false), next = inner.next;
        let ended = false;
        try {
          for (;;) {
            let result;
            try { result = step(inner, next); if (result.done) { ended = true; return; } } catch (error) { ended = true; throw error; }
            yield result.value;
          }
        } finally {
          if (!ended) close(inner);
        }
      }));
    },
    join(separator) {
      const it = object(this, "join");
      const between = separator === undefined ? "," : guarded(it, () => String(separator));
      const next = it.next;
      let text = "", first = true;
      for (;;) {
        const result = step(it, next);
        if (result.done) return text;
        if (!first) text += between;
        first = false;
        const value = result.value;
        if (value !== undefined && value !== null) text += guarded(it, () => `${value}`);
      }
    },
    includes(search, skipped = undefined) {
      const it = object(this, "includes");
      let skip = 0;
      if (skipped !== undefined) {
        if (typeof skipped !== "number" || !Number.isInteger(skipped) && Math.abs(skipped) !== Infinity) { quietly(it); throw new TypeError(`${String(skipped)} is not an integer`); }
        if (skipped < 0) { quietly(it); throw new RangeError(`${String(skipped)} must be positive`); }
        skip = skipped;
      }
      const next = it.next;
      for (;;) {
        const result = step(it, next);
        if (result.done) return false;
        if (skip > 0) { skip--; continue; }
        const value = result.value;
        if (value === search || value !== value && search !== search) { close(it); return true; }
      }
    },
  };

  const wrapProto = Object.create(base, {
    next: { value: { next() { const s = wrapped(this); return s.next.call(s.it); } }.next, writable: true, configurable: true },
    return: { value: { return() {
      const { it } = wrapped(this), end = it.return;
      return end === undefined || end === null ? { value: undefined, done: true } : end.call(it);
    } }.return, writable: true, configurable: true },
  });
  const wraps = new WeakMap();
  const wrapped = (o) => {
    const s = wraps.get(o);
    if (!s) throw new TypeError("Wrapped iterator called on incompatible receiver");
    return s;
  };
  const wrap = (it) => {
    if (base.isPrototypeOf(it)) return it;
    const o = Object.create(wrapProto);
    wraps.set(o, { it, next: it.next });
    return o;
  };
  // zip steps several iterators at once: mode says what the first end means, finish makes a result.
  const zip = (list, mode, padding, finish) => helper(list.map((x) => x.it), function* () {
    const open = new Set(list);
    const closeAll = (quiet) => {
      let error, failed = false;
      for (const x of [...open].reverse()) {
        try { close(x.it); } catch (e) { if (!failed) { error = e; failed = true; } }
      }
      open.clear();
      if (failed && !quiet) throw error;
    };
    let over = false;
    try {
      for (;;) {
        if (list.length === 0) { over = true; return; }
        const values = [];
        for (let i = 0; i < list.length; i++) {
          const x = list[i];
          if (!open.has(x)) { values.push(padding[i]); continue; }
          let result;
          try { result = step(x.it, x.next); result = { done: Boolean(result.done), value: result.done ? undefined : result.value }; } catch (error) {
            open.delete(x);
            over = true;
            closeAll(true);
            throw error;
          }
          if (!result.done) { values.push(result.value); continue; }
          open.delete(x);
          if (mode === "shortest") { over = true; closeAll(false); return; }
          if (mode === "strict") {
            over = true;
            if (i === 0) {
              for (const y of list.slice(1)) {
                let other;
                try { other = step(y.it, y.next).done; } catch (error) { open.delete(y); closeAll(true); throw error; }
                if (!other) { closeAll(true); throw new TypeError("Iterators passed to Iterator.zip with { mode: 'strict' } are not of the same length"); }
                open.delete(y);
              }
              return;
            }
            closeAll(true);
            throw new TypeError("Iterators passed to Iterator.zip with { mode: 'strict' } are not of the same length");
          }
          if (open.size === 0) { over = true; return; }
          values.push(padding[i]);
        }
        yield finish(values);
      }
    } finally {
      if (!over) closeAll(false);
    }
  });
  const zipOptions = (options) => {
    if (options === undefined) return { mode: "shortest" };
    if (options === null || typeof options !== "object" && typeof options !== "function") throw new TypeError(`${String(options)} is not an object`);
    const mode = options.mode ?? "shortest";
    if (mode !== "shortest" && mode !== "longest" && mode !== "strict") throw new TypeError(`Invalid mode: ${String(mode)}`);
    const padding = mode === "longest" ? options.padding : undefined;
    if (padding !== undefined && (padding === null || typeof padding !== "object" && typeof padding !== "function")) throw new TypeError(`${String(padding)} is not an object`);
    return { mode, padding };
  };
  const opened = (values) => {
    const list = [];
    for (const value of values) {
      try {
        const it = flatten(value, false);
        list.push({ it, next: it.next });
      } catch (error) {
        for (const x of list.reverse()) quietly(x.it);
        throw error;
      }
    }
    return list;
  };
  const statics = {
    from(value) {
      return wrap(flatten(value, true));
    },
    concat(...items) {
      const methods = items.map((item) => {
        if (item === null || typeof item !== "object" && typeof item !== "function") throw new TypeError(`${String(item)} is not an object`);
        const method = item[Symbol.iterator];
        if (typeof method !== "function") throw new TypeError(`${String(item)} is not iterable`);
        return { item, method };
      });
      return helper([], function* () {
        for (const { item, method } of methods) {
          const it = method.call(item);
          if (it === null || typeof it !== "object" && typeof it !== "function") throw new TypeError(`${String(it)} is not an object`);
          const next = it.next;
          let ended = false;
          try {
            for (;;) {
              let result;
              try { result = step(it, next); if (result.done) { ended = true; break; } } catch (error) { ended = true; throw error; }
              yield result.value;
            }
          } finally {
            if (!ended) close(it);
          }
        }
      });
    },
    zip(iterables, options = undefined) {
      if (iterables === null || typeof iterables !== "object" && typeof iterables !== "function") throw new TypeError(`${String(iterables)} is not an object`);
      const { mode, padding } = zipOptions(options);
      const list = opened(iterables);
      const fill = [];
      if (padding !== undefined) for (const value of padding) { if (fill.length === list.length) break; fill.push(value); }
      return zip(list, mode, fill, (values) => values);
    },
    zipKeyed(iterables, options = undefined) {
      if (iterables === null || typeof iterables !== "object" && typeof iterables !== "function") throw new TypeError(`${String(iterables)} is not an object`);
      const { mode, padding } = zipOptions(options);
      const keys = Reflect.ownKeys(iterables).filter((key) => Reflect.getOwnPropertyDescriptor(iterables, key)?.enumerable && iterables[key] !== undefined);
      const list = opened(keys.map((key) => iterables[key]));
      return zip(list, mode, keys.map((key) => padding?.[key]), (values) => {
        const o = Object.create(null);
        keys.forEach((key, i) => { o[key] = values[i]; });
        return o;
      });
    },
  };

  const Iterator = { Iterator: function () {
    if (new.target === undefined) throw new TypeError("Constructor Iterator requires 'new'");
    if (new.target === Iterator) throw new TypeError("Abstract class Iterator not directly constructable");
  } }.Iterator;
  Object.defineProperty(Iterator, "prototype", { value: base, writable: false, enumerable: false, configurable: false });
  return { Iterator, proto, statics };
})
