((tag, isShared, shown) => {
  const integers = new Set(["Int8Array", "Uint8Array", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "BigInt64Array", "BigUint64Array"]);
  const waitable = new Set(["Int32Array", "BigInt64Array"]);
  const kind = (array, waits) => {
    const name = array !== null && typeof array === "object" ? tag.call(array) : undefined;
    if (!(waits ? waitable : integers).has(name)) {
      throw new TypeError(`${shown(array)} is not an ${waits ? "int32 or BigInt64" : "integer"} typed array.`);
    }
    return name;
  };
  const integer = (value) => {
    const n = Math.trunc(Number(value));
    return n !== n ? 0 : n + 0;
  };
  const index = (array, value) => {
    const n = integer(value);
    if (!(n >= 0 && n < array.length)) throw new RangeError("Invalid atomic access index");
    return n;
  };
  const alive = (array, name) => {
    if (array.buffer.detached === true) throw new TypeError(`Cannot perform ${name} on a detached ArrayBuffer`);
  };
  const operation = (name, combine) => ({
    [name](array, at, value) {
      const type = kind(array, false);
      alive(array, `Atomics.${name}`);
      const i = index(array, at);
      const v = type.startsWith("Big") ? BigInt(value) : integer(value);
      alive(array, `Atomics.${name}`);
      const old = array[i];
      array[i] = combine(old, v);
      return old;
    },
  }[name]);
  const waiters = []; // { buffer, at, resolve }
  const place = (array, i) => array.byteOffset + i * array.BYTES_PER_ELEMENT;
  const Atomics = {};
  const methods = {
    load(array, at) {
      kind(array, false);
      alive(array, "Atomics.load");
      const i = index(array, at);
      alive(array, "Atomics.load");
      return array[i];
    },
    store(array, at, value) {
      const type = kind(array, false);
      alive(array, "Atomics.store");
      const i = index(array, at);
      const v = type.startsWith("Big") ? BigInt(value) : integer(value);
      alive(array, "Atomics.store");
      array[i] = v;
      return v;
    },
    add: operation("add", (a, b) => a + b),
    sub: operation("sub", (a, b) => a - b),
    and: operation("and", (a, b) => a & b),
    or: operation("or", (a, b) => a | b),
    xor: operation("xor", (a, b) => a ^ b),
    exchange: operation("exchange", (a, b) => b),
    compareExchange(array, at, expected, replacement) {
      const type = kind(array, false);
      alive(array, "Atomics.compareExchange");
      const i = index(array, at);
      const big = type.startsWith("Big");
      let e = big ? BigInt(expected) : integer(expected);
      const v = big ? BigInt(replacement) : integer(replacement);
      alive(array, "Atomics.compareExchange");
      const old = array[i];
      array[i] = e; // as the array would hold it
      e = array[i];
      array[i] = old === e ? v : old;
      return old;
    },
    isLockFree(size) {
      const n = integer(size);
      return n === 1 || n === 2 || n === 4 || n === 8;
    },
    wait(array, at, value, timeout) {
      const type = kind(array, true);
      if (!isShared(array.buffer)) throw new TypeError(`${shown(array)} is not a shared typed array.`);
      index(array, at);
      type.startsWith("Big") ? BigInt(value) : value | 0;
      Number(timeout);
      throw new TypeError("Atomics.wait cannot be called in this context");
    },
    waitAsync(array, at, value, timeout) {
      const type = kind(array, true);
      if (!isShared(array.buffer)) throw new TypeError(`${shown(array)} is not a shared typed array.`);
      const i = index(array, at);
      const v = type.startsWith("Big") ? BigInt.asIntN(64, BigInt(value)) : value | 0;
      const limit = Number(timeout), ms = limit !== limit ? Infinity : Math.max(limit, 0);
      if (array[i] !== v) return { async: false, value: "not-equal" };
      if (ms === 0) return { async: false, value: "timed-out" };
      const { promise, resolve } = Promise.withResolvers();
      const waiter = { buffer: array.buffer, at: place(array, i), resolve };
      waiters.push(waiter);
      if (ms !== Infinity && typeof setTimeout === "function") {
        setTimeout(() => {
          const n = waiters.indexOf(waiter);
          if (n >= 0) {
            waiters.splice(n, 1);
            resolve("timed-out");
          }
        }, ms);
      }
      return { async: true, value: promise };
    },
    notify(array, at, count) {
      kind(array, true);
      const i = index(array, at);
      const most = count === undefined ? Infinity : Math.max(integer(count), 0);
      if (!isShared(array.buffer)) return 0;
      let woken = 0;
      for (let n = 0; n < waiters.length && woken < most;) {
        const waiter = waiters[n];
        if (waiter.buffer !== array.buffer || waiter.at !== place(array, i)) { n++; continue; }
        waiters.splice(n, 1);
        waiter.resolve("ok");
        woken++;
      }
      return woken;
    },
    pause(count = undefined) {
      if (count !== undefined && !(typeof count === "number" && Number.isInteger(count))) throw new TypeError(`${shown(count)} is not an integral Number`);
    },
  };
  for (const [name, value] of Object.entries(methods)) Object.defineProperty(Atomics, name, { value, writable: true, configurable: true });
  Object.defineProperty(Atomics.waitAsync, "length", { value: 4, configurable: true });
  Object.defineProperty(Atomics.pause, "length", { value: 0, configurable: true });
  Object.defineProperty(Atomics, Symbol.toStringTag, { value: "Atomics", configurable: true });
  return Atomics;
})
