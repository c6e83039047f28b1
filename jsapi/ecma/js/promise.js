({
  withResolvers() {
    let resolve, reject;
    const promise = new this((yes, no) => { resolve = yes; reject = no; });
    return { promise, resolve, reject };
  },
  try(f, ...args) {
    if (typeof this !== "function") throw new TypeError("PromiseTry called on non-object");
    return new this((resolve) => resolve(f(...args)));
  },
})
