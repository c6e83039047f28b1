// Event streams, and what is made of them.
const bytes = (text) => new TextEncoder().encode(text);
const attempt = async (f) => {
	try {
		return await f();
	} catch (e) {
		return `${e.name}: ${e.message}`;
	}
};

// listen answers what a source that is made of these pieces dispatches.
async function listen(...pieces) {
	const seen = [];
	const source = EventSource.from(
		new ReadableStream({
			start(controller) {
				for (const piece of pieces) controller.enqueue(typeof piece === "string" ? bytes(piece) : piece);
				controller.close();
			},
		}),
	);
	source.onopen = (e) => void seen.push(`open ${source.readyState}`);
	source.onmessage = (e) => void seen.push(`message ${JSON.stringify([e.data, e.lastEventId, e.origin])} ${e.constructor.name}`);
	source.addEventListener("foo", (e) => void seen.push(`foo ${JSON.stringify([e.data, e.lastEventId])}`));
	source.onerror = (e) => void seen.push(`error ${e.constructor.name} ${e.error.message} ${source.readyState}`);
	seen.push(source.readyState);
	await scheduler.wait(10);
	return seen.join("; ");
}

// 8.3: the fields of events, and lines that end in every way
export const fields = {
	async test() {
		console.log(await listen("data: a\n\n"));
		console.log(await listen("data:a\ndata: b\nid: 5\nevent: foo\n\ndata: x\n\n: comment\n\nretry: 10\n\ndata\n\ndata: unfinished"));
		console.log(await listen("\ufeffdata: a\r\n\r\ndata: b\r\rid\ndata: c\n\ndata:  d\n\nfoo: x\nDATA: y\n\n"));
		console.log(await listen("event: foo\n\nevent: message\ndata: z\n\n"));
	},
};

// 8.3: events that arrive in pieces
export const pieces = {
	async test() {
		console.log(await listen("da", "ta: x", "\n", "\ndata: ", new Uint8Array([0xc3]), new Uint8Array([0xa9, 10, 10])));
		console.log(await listen("data: x\r", "\n\r", "\ndata: y\n\n"));
	},
};

// 8.3: a source that is closed, errored or not read to its end
export const ends = {
	async test() {
		let controller;
		const source = EventSource.from(new ReadableStream({ start: (c) => void (controller = c) }));
		source.onmessage = (e) => console.log("message", e.data);
		await scheduler.wait(1);
		controller.enqueue(bytes("data: 1\n\n"));
		await scheduler.wait(1);
		source.close();
		controller.enqueue(bytes("data: 2\n\n"));
		await scheduler.wait(1);
		console.log(source.readyState);
		const failing = EventSource.from(new ReadableStream({ start: (c) => c.error(new TypeError("boom")) }));
		failing.onerror = (e) => console.log(e.type, e.error.message, failing.readyState);
		await scheduler.wait(5);
		const disposed = EventSource.from(new ReadableStream());
		disposed[Symbol.dispose]();
		console.log(disposed.readyState);
	},
};

// 8.3: what is shown and what is refused
export const calls = {
	async test() {
		const source = EventSource.from(new ReadableStream());
		console.log(source, source.url, source.withCredentials, Object.keys(source).join(), source.onopen);
		source.onmessage = 5;
		console.log(source.onmessage, EventSource.CONNECTING, source.OPEN, source.CLOSED);
		console.log(await attempt(() => EventSource.from()), await attempt(() => EventSource.from(5)), await attempt(() => new EventSource()), await attempt(() => new EventSource("bad")));
		console.log(await attempt(() => new EventSource("http://x", 5)), await attempt(() => new EventSource("http://x/y", { withCredentials: true })), await attempt(() => new EventSource("http://x/y", { fetcher: {} })));
		const locked = new ReadableStream();
		locked.getReader();
		console.log(await attempt(() => EventSource.from(locked)));
		const used = new ReadableStream({ start: (c) => c.close() });
		const reader = used.getReader();
		await reader.read();
		reader.releaseLock();
		console.log(await attempt(() => EventSource.from(used)));
	},
};
