export const b = 1;
export let a = 2;
export default function f() {}
export function bump() {
  a++;
}
