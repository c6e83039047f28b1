({
  escape(text) {
    if (typeof text !== "string") throw new TypeError("Input must be a string");
    const hex = (c) => {
      const code = c.charCodeAt(0);
      return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
    };
    const controls = { "\t": "\\t", "\n": "\\n", "\v": "\\v", "\f": "\\f", "\r": "\\r" };
    let out = "";
    for (const c of text) {
      if (out === "" && /^[0-9a-zA-Z]$/.test(c)) out += hex(c);
      else if ("^$\\.*+?()[]{}|/".includes(c)) out += `\\${c}`;
      else if (c in controls) out += controls[c];
      else if (",-=<>#&!%:;@~'`\"".includes(c) || c.trim() === "") out += hex(c);
      else if (c.length === 1 && c >= "\ud800" && c <= "\udfff") out += hex(c);
      else out += c;
    }
    return out;
  },
})
