const common = require("./common.js");
module.exports = (x) => x + common.a;
