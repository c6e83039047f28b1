((has, get, set) => ({
  getOrInsert(key, value) {
    if (has.call(this, key)) return get.call(this, key);
    set.call(this, key, value);
    return value;
  },
  getOrInsertComputed(key, callback) {
    const found = has.call(this, key);
    if (typeof callback !== "function") throw new TypeError(`${String(callback)} is not a function`);
    if (found) return get.call(this, key);
    if (key === 0) key = 0;
    const value = callback(key);
    set.call(this, key, value);
    return value;
  },
}))
