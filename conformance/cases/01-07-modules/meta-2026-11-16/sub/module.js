export const meta = import.meta;
export const again = () => import.meta;
export const nope = () => import("./nope.js");
