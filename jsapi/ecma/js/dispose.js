(() => {
  const states = new WeakMap();
  const of = (o, kind, name) => {
    const s = states.get(o);
    if (!s || s.kind !== kind) throw new TypeError(`Method ${kind}.prototype.${name} called on incompatible receiver ${String(o)}`);
    return s;
  };
  const live = (o, kind, name) => {
    const s = of(o, kind, name);
    if (s.disposed) throw new ReferenceError(`Cannot call ${kind}.prototype.${name} on an already-disposed ${kind}`);
    return s;
  };
  const callable = (f) => { if (typeof f !== "function") throw new TypeError(`${String(f)} is not a function`); return f; };
  const suppressed = (error, previous) => {
    if (!previous) return { error };
    return { error: new SuppressedError(error, previous.error, "An error was suppressed during disposal.") };
  };
  const define = (proto, members) => {
    for (const key of Reflect.ownKeys(members)) {
      Object.defineProperty(proto, key, { ...Object.getOwnPropertyDescriptor(members, key), enumerable: false });
    }
  };
  const common = (kind, Class) => ({
    get disposed() { return of(this, kind, "disposed").disposed; },
    adopt(value, onDispose) {
      const s = live(this, kind, "adopt");
      callable(onDispose);
      s.list.push(() => onDispose(value));
      return value;
    },
    defer(onDispose) {
      live(this, kind, "defer").list.push(callable(onDispose));
    },
    move() {
      const s = live(this, kind, "move");
      const next = new (Class())();
      states.get(next).list = s.list;
      s.list = [];
      s.disposed = true;
      return next;
    },
  });

  class DisposableStack {
    constructor() { states.set(this, { kind: "DisposableStack", disposed: false, list: [] }); }
  }
  define(DisposableStack.prototype, common("DisposableStack", () => DisposableStack));
  define(DisposableStack.prototype, {
    use(value) {
      const s = live(this, "DisposableStack", "use");
      if (value === null || value === undefined) return value;
      const method = value[Symbol.dispose];
      if (typeof method !== "function") throw new TypeError("Symbol(Symbol.dispose) is not a function");
      s.list.push(() => { method.call(value); });
      return value;
    },
    dispose() {
      const s = of(this, "DisposableStack", "dispose");
      if (s.disposed) return;
      s.disposed = true;
      let failed;
      for (const f of s.list.splice(0).reverse()) {
        try { f(); } catch (error) { failed = suppressed(error, failed); }
      }
      if (failed) throw failed.error;
    },
  });
  Object.defineProperty(DisposableStack.prototype, Symbol.dispose, { value: DisposableStack.prototype.dispose, writable: true, configurable: true });
  Object.defineProperty(DisposableStack.prototype, Symbol.toStringTag, { value: "DisposableStack", configurable: true });

  class AsyncDisposableStack {
    constructor() { states.set(this, { kind: "AsyncDisposableStack", disposed: false, list: [] }); }
  }
  define(AsyncDisposableStack.prototype, common("AsyncDisposableStack", () => AsyncDisposableStack));
  define(AsyncDisposableStack.prototype, {
    use(value) {
      const s = live(this, "AsyncDisposableStack", "use");
      if (value === null || value === undefined) {
        s.list.push(() => {});
        return value;
      }
      const method = value[Symbol.asyncDispose];
      if (typeof method === "function") s.list.push(() => method.call(value));
      else {
        const plain = value[Symbol.dispose];
        if (typeof plain !== "function") throw new TypeError("Symbol(Symbol.asyncDispose) is not a function");
        s.list.push(() => { plain.call(value); });
      }
      return value;
    },
    async disposeAsync() {
      const s = of(this, "AsyncDisposableStack", "disposeAsync");
      if (s.disposed) return;
      s.disposed = true;
      let failed;
      for (const f of s.list.splice(0).reverse()) {
        try { await f(); } catch (error) { failed = suppressed(error, failed); }
      }
      if (failed) throw failed.error;
    },
  });
  Object.defineProperty(AsyncDisposableStack.prototype, Symbol.asyncDispose, { value: AsyncDisposableStack.prototype.disposeAsync, writable: true, configurable: true });
  Object.defineProperty(AsyncDisposableStack.prototype, Symbol.toStringTag, { value: "AsyncDisposableStack", configurable: true });
  return { DisposableStack, AsyncDisposableStack };
})()
