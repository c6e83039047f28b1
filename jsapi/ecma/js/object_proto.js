({
  __defineGetter__(key, get) {
    if (typeof get !== "function") throw new TypeError("Object.prototype.__defineGetter__: Expecting function");
    Object.defineProperty(this, key, { get, enumerable: true, configurable: true });
  },
  __defineSetter__(key, set) {
    if (typeof set !== "function") throw new TypeError("Object.prototype.__defineSetter__: Expecting function");
    Object.defineProperty(this, key, { set, enumerable: true, configurable: true });
  },
  __lookupGetter__(key) {
    for (let o = Object(this); o !== null; o = Object.getPrototypeOf(o)) {
      const found = Object.getOwnPropertyDescriptor(o, key);
      if (found) return found.get;
    }
  },
  __lookupSetter__(key) {
    for (let o = Object(this); o !== null; o = Object.getPrototypeOf(o)) {
      const found = Object.getOwnPropertyDescriptor(o, key);
      if (found) return found.set;
    }
  },
})
