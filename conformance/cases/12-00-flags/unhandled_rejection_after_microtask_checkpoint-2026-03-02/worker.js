const events = [];
addEventListener("unhandledrejection", (e) => {
  e.preventDefault();
  events.push("unhandled " + e.reason);
});
addEventListener("rejectionhandled", (e) => void events.push("handled " + e.reason));

const want = `["unhandled soon","handled undefined","unhandled late","handled undefined"]`;

async function probe() {
  const soon = Promise.reject("soon");
  await null;
  await null;
  soon.catch(() => {});
  const late = Promise.reject("late");
  await scheduler.wait(1);
  late.catch(() => {});
  await scheduler.wait(1);
  return events;
}

// 12: unhandled_rejection_after_microtask_checkpoint: before 2026-03-03 a rejection counts as unhandled one microtask later
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
