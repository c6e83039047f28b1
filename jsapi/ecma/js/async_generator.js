(() => {
  const lowered = new WeakMap(); // what the bundler makes of an async generator, by what a script sees of it
  const iterator = {
    [Symbol.asyncIterator]() { return this; },
    async [Symbol.asyncDispose]() { await this.return?.(); },
  };
  const step = (o, kind, v) => {
    const g = lowered.get(o);
    if (g) return g[kind](v);
    return Promise.reject(new TypeError(`${kind} method called on incompatible receiver ${String(o)}`));
  };
  const generator = {
    __proto__: iterator,
    next(value) { return step(this, "next", value); },
    return(value) { return step(this, "return", value); },
    throw(exception) { return step(this, "throw", exception); },
    constructor: { [Symbol.toStringTag]: "AsyncGeneratorFunction" },
    [Symbol.toStringTag]: "AsyncGenerator",
  };
  for (const proto of [iterator, generator]) {
    for (const key of Reflect.ownKeys(proto)) Object.defineProperty(proto, key, { enumerable: false });
  }
  return { make(g) { const o = Object.create(generator); lowered.set(o, g); return o; } };
})()
