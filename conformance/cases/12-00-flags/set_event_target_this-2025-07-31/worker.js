const want = `"object"`;

async function probe() {
  const target = new EventTarget();
  let same;
  target.addEventListener("x", function () { same = this === target ? "target" : this === undefined ? "undefined" : typeof this; });
  target.dispatchEvent(new Event("x"));
  return same;
}

// 12: set_event_target_this: before 2025-08-01 a listener's this is not its target
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
