exports.a = 1;
exports.here = typeof module.exports;
exports.self = this === undefined ? "undefined" : typeof this;
