({
  groupBy(items, callback) {
    if (typeof callback !== "function") throw new TypeError(`${String(callback)} is not a function`);
    const groups = Object.create(null);
    let i = 0;
    for (const item of items) {
      let key = callback(item, i++);
      if (typeof key !== "symbol") key = `${key}`;
      if (key in groups) groups[key].push(item);
      else groups[key] = [item];
    }
    return groups;
  },
})
