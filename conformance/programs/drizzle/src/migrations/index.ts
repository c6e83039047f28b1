import m0000 from "./0000_first.sql";
import m0001 from "./0001_second.sql";

// As drizzle-kit writes it.
export default {
  journal: {
    version: "7",
    dialect: "sqlite",
    entries: [
      { idx: 0, version: "6", when: 1733650000000, tag: "0000_first", breakpoints: true },
      { idx: 1, version: "6", when: 1733660000000, tag: "0001_second", breakpoints: true },
    ],
  },
  migrations: { m0000, m0001 },
};
