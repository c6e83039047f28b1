((hold, registry) => {
  const refs = new WeakMap(), registries = new WeakMap();
  const holdable = (value) => typeof value === "object" && value !== null || typeof value === "function" ||
    typeof value === "symbol" && Symbol.keyFor(value) === undefined;
  const of = (map, o, name) => {
    const found = map.get(o);
    if (!found) throw new TypeError(`Method ${name} called on incompatible receiver ${typeof o === "object" ? "#<Object>" : String(o)}`);
    return found;
  };
  class WeakRef {
    constructor(target) {
      if (!holdable(target)) throw new TypeError("WeakRef: invalid target");
      refs.set(this, hold(target));
    }
    deref() { return of(refs, this, "WeakRef.prototype.deref")(); }
  }
  Object.defineProperty(WeakRef.prototype, Symbol.toStringTag, { value: "WeakRef", configurable: true });
  class FinalizationRegistry {
    constructor(cleanup) {
      if (typeof cleanup !== "function") throw new TypeError("FinalizationRegistry: cleanup must be callable");
      registries.set(this, registry(cleanup));
    }
    register(target, held) {
      const own = of(registries, this, "FinalizationRegistry.prototype.register"), token = arguments[2];
      if (!holdable(target)) throw new TypeError("FinalizationRegistry.prototype.register: invalid target");
      if (target === held) throw new TypeError("FinalizationRegistry.prototype.register: target and holdings must not be same");
      if (token !== undefined && !holdable(token)) throw new TypeError(`Invalid unregister token ('${String(token)}')`);
      own("register", target, held, token);
    }
    unregister(token) {
      const own = of(registries, this, "FinalizationRegistry.prototype.unregister");
      if (!holdable(token)) throw new TypeError(`Invalid unregister token ('${String(token)}')`);
      return own("unregister", token);
    }
  }
  Object.defineProperty(FinalizationRegistry.prototype, Symbol.toStringTag, { value: "FinalizationRegistry", configurable: true });
  return { WeakRef, FinalizationRegistry };
})
