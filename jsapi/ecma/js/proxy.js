((Proxy) => {
  // The engine hands a trap that gets a list of arguments the list that it goes on working with. Traps get a copy.
  const { apply, construct, get } = Reflect;
  const slice = Array.prototype.slice;
  const copy = (list) => apply(slice, list, []);

  // What a function inherits to say whether something is its instance, the engine runs for functions of its own only.
  const { hasInstance } = Symbol;
  const inherited = Function.prototype[hasInstance];
  const instances = { [hasInstance](value) {
    if (value === null || typeof value !== "object" && typeof value !== "function") return false;
    const { prototype } = this;
    if (prototype === null || typeof prototype !== "object" && typeof prototype !== "function") {
      throw new TypeError(`Function has non-object prototype '${String(prototype)}' in instanceof check`);
    }
    const Same = function() {};
    Same.prototype = prototype;
    return apply(inherited, Same, [value]);
  } }[hasInstance];
  const reading = (handler, trap) => (target, key, receiver) => {
    const value = trap === undefined ? get(target, key, receiver) : apply(trap, handler, [target, key, receiver]);
    return key === hasInstance && value === inherited ? instances : value;
  };

  const copying = {
    get(handler, key) {
      const trap = get(handler, key) ?? undefined;
      if (key === "get" && (trap === undefined || typeof trap === "function")) return reading(handler, trap);
      if (typeof trap !== "function") return trap;
      if (key === "apply") return (target, self, args) => apply(trap, handler, [target, self, copy(args)]);
      if (key === "construct") return (target, args, newTarget) => apply(trap, handler, [target, copy(args), newTarget]);
      return trap;
    },
  };
  const safe = (args) => {
    const [target, handler] = args;
    if (typeof target !== "function" || handler === null || typeof handler !== "object") return args;
    return [target, new Proxy(handler, copying)];
  };
  const { revocable } = Proxy;
  Proxy.revocable = { revocable(target, handler) { return apply(revocable, Proxy, safe([target, handler])); } }.revocable;
  return new Proxy(Proxy, { construct: (target, args, newTarget) => construct(target, safe(args), newTarget) });
})
