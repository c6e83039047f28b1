// What a Worker is told of cron triggers, and what whoever sets one off hears of its end.
const told = [];

export default {
	fetch() {
		const text = told.join("\n");
		told.length = 0;
		return new Response(text);
	},
	async scheduled(controller, env, ctx) {
		told.push([controller.constructor.name, Object.keys(controller), controller.cron, typeof controller.scheduledTime, controller.scheduledTime === 12345, String(controller.noRetry())].join(" "));
		switch (controller.cron) {
			case "throw":
				throw new Error("thrown");
			case "late":
				await Promise.resolve();
				throw new Error("late");
			case "wait":
				ctx.waitUntil(new Promise((resolve) => setTimeout(resolve, 20)).then(() => told.push("waited")));
				break;
			case "wait and fail":
				ctx.waitUntil(Promise.reject(new Error("waited for")));
				break;
			case "hang":
				await new Promise(() => {});
		}
	},
};
