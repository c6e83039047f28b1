((parse) => {
  // A node is what a text says of one value: the text itself of a primitive one, and the nodes within the others.
  const read = (text) => {
    let at = 0;
    const space = () => { while (at < text.length && " \t\n\r".includes(text[at])) at++; };
    const string = () => {
      const start = at++;
      while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
      return text.slice(start, ++at);
    };
    const list = (end, member) => {
      at++;
      space();
      while (text[at] !== end) {
        member();
        space();
        if (text[at] === ",") at++;
        space();
      }
      at++;
    };
    const value = () => {
      space();
      if (text[at] === "[") {
        const nodes = [];
        list("]", () => nodes.push(value()));
        return { nodes };
      }
      if (text[at] === "{") {
        const nodes = new Map();
        list("}", () => {
          const key = parse(string());
          space();
          at++;
          nodes.set(key, value());
        });
        return { nodes };
      }
      if (text[at] === '"') return { source: string() };
      const start = at;
      while (at < text.length && !",]} \t\n\r".includes(text[at])) at++;
      return { source: text.slice(start, at) };
    };
    return value();
  };
  // A value that the reviver replaced before it came up has no text any more.
  const same = (node, value) => {
    if (node === undefined) return false;
    if (node.source !== undefined) return Object.is(parse(node.source), value);
    return value !== null && typeof value === "object" && Array.isArray(value) === Array.isArray(node.nodes);
  };
  const define = (o, key, value) => Reflect.defineProperty(o, key, { value, writable: true, enumerable: true, configurable: true });
  const revive = (holder, key, node, reviver) => {
    const value = holder[key];
    const known = same(node, value) ? node : undefined;
    if (value !== null && typeof value === "object") {
      const array = Array.isArray(value);
      const keys = array ? Array.from({ length: value.length }, (_, i) => String(i)) : Object.keys(value);
      for (const k of keys) {
        const next = revive(value, k, array ? known?.nodes[k] : known?.nodes.get(k), reviver);
        if (next === undefined) Reflect.deleteProperty(value, k);
        else define(value, k, next);
      }
    }
    return reviver.call(holder, key, value, known?.source !== undefined ? { source: known.source } : {});
  };
  return { revive: (text, reviver) => revive({ "": parse(text) }, "", read(text), reviver) };
})
