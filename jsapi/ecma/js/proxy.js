((Proxy) => {
  // The engine hands a trap that gets a list of arguments the list that it goes on working with. Traps get a copy.
  const { apply, construct, get } = Reflect;
  const slice = Array.prototype.slice;
  const copy = (list) => apply(slice, list, []);
  const copying = {
    get(handler, key) {
      const trap = get(handler, key);
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
