// Asynchronous generators, which the engine does not have: asyncGenerator(function* ...) answers a function that makes
// them. What the generator yields is a step to its caller, but for wait(promise), which answers what the promise
// settles with.
(function () {
	"use strict";

	const shared = { __proto__: Object.prototype, [Symbol.asyncIterator]() { return this; } };
	class Wait {
		constructor(value) {
			this.value = value;
		}
	}
	const wait = (value) => new Wait(value);

	// run answers an object whose calls of next, return and throw take turns.
	function run(generator) {
		let tail = Promise.resolve();
		const step = (method) => function (value) {
			const turn = tail.then(() => drive(method, value));
			tail = turn.then(() => {}, () => {});
			return turn;
		};
		async function drive(method, value) {
			let state = generator[method](value);
			while (!state.done && state.value instanceof Wait) {
				let settled;
				try {
					settled = [await state.value.value];
				} catch (error) {
					state = generator.throw(error);
					continue;
				}
				state = generator.next(settled[0]);
			}
			return { value: await state.value, done: state.done };
		}
		return Object.assign(Object.create(shared), { next: step("next"), return: step("return"), throw: step("throw") });
	}

	const asyncGenerator = (make) => function (...args) {
		return run(make.apply(this, args));
	};

	// each calls f with every value of an iterable, asynchronous or not, one after the other, until it answers false.
	async function each(iterable, f) {
		const own = iterable[Symbol.asyncIterator]?.();
		const iterator = own ?? iterable[Symbol.iterator]();
		for (;;) {
			const { value, done } = await iterator.next();
			if (done) return;
			let more;
			try {
				more = await f(own ? value : await value);
			} catch (error) {
				try {
					await iterator.return?.();
				} catch {
					// The first failure counts.
				}
				throw error;
			}
			if (more === false) {
				await iterator.return?.();
				return;
			}
		}
	}
	return { default: { asyncGenerator, wait, each } };
})
