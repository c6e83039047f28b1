export { add, count } from "./es.mjs";
