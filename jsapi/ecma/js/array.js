({
  async fromAsync(items, map = undefined, self = undefined) {
    if (map !== undefined && typeof map !== "function") throw new TypeError(`${String(map)} is not a function`);
    const fresh = typeof this === "function";
    let k = 0;
    const define = (list, value) => {
      Object.defineProperty(list, k++, { value, writable: true, enumerable: true, configurable: true });
    };
    let method = items[Symbol.asyncIterator];
    const sync = method === undefined || method === null;
    if (sync) method = items[Symbol.iterator];
    if (method === undefined || method === null) {
      const source = Object(items);
      const length = Math.min(Math.max(Math.trunc(Number(source.length)) || 0, 0), Number.MAX_SAFE_INTEGER);
      const list = fresh ? new this(length) : new Array(length);
      while (k < length) {
        let value = await source[k];
        if (map) value = await map.call(self, value, k);
        define(list, value);
      }
      list.length = k;
      return list;
    }
    if (typeof method !== "function") throw new TypeError(`${String(method)} is not a function`);
    const list = fresh ? new this() : [];
    const iterator = method.call(items);
    const next = iterator.next;
    for (;;) {
      let step = next.call(iterator);
      if (!sync) step = await step;
      if (step === null || typeof step !== "object") throw new TypeError(`Iterator result ${String(step)} is not an object`);
      if (step.done) {
        list.length = k;
        return list;
      }
      try {
        let value = step.value;
        if (sync) value = await value;
        if (map) value = await map.call(self, value, k);
        define(list, value);
      } catch (error) {
        try {
          const closed = iterator.return?.();
          if (!sync) await closed;
        } catch {
          // the first error is the one that counts
        }
        throw error;
      }
    }
  },
})
