// The bindings with little in them.
export const a_version = ({ VERSION }) => [Object.keys(VERSION), typeof VERSION.id, VERSION.id.length, typeof VERSION.tag, typeof VERSION.timestamp, isNaN(Date.parse(VERSION.timestamp))];
export const b_limit = async ({ LIMIT }) => [
  await LIMIT.limit({ key: "a" }), await LIMIT.limit({ key: "a" }), await LIMIT.limit({ key: "a" }), await LIMIT.limit({ key: "b" }), await LIMIT.limit({}), LIMIT.constructor.name, Object.prototype.toString.call(LIMIT),
];
const failed = async (f) => { try { return await f(); } catch (e) { return e; } };
export const c_limit_refused = async ({ LIMIT }) => [
  await failed(() => LIMIT.limit()), await failed(() => LIMIT.limit({ key: 1 })), await failed(() => LIMIT.limit({ key: "c", other: 1, more: 2 })), await failed(() => LIMIT.limit({ key: "c", period: 5 })),
  await failed(() => LIMIT.limit({ key: "c", limit: "x" })), await failed(() => LIMIT.limit({ key: "c", delta: 0 })), await failed(() => LIMIT.limit({ key: "c", delta: -1 })), await failed(() => LIMIT.limit(null)),
  await LIMIT.limit({ key: "c", limit: 1, period: 10 }), await LIMIT.limit({ key: "d", delta: 2 }), await LIMIT.limit({ key: "d" }),
];
export const d_points = ({ POINTS }) => [POINTS.writeDataPoint(), POINTS.writeDataPoint({ indexes: ["a"], blobs: ["b", null], doubles: [1] }), POINTS.constructor.name, Object.prototype.toString.call(POINTS)];
