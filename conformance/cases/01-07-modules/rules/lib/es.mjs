import greeting from "../data/greeting";
export default greeting.length;
export const named = import.meta.url !== "";
export let count = 0;
export const add = () => ++count;
