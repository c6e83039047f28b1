// Stands for an export that is not there: a class whose every use fails, but for being extended.
(function (name, fail) {
	const target = function () {};
	Object.defineProperty(target, "name", { value: name });
	return new Proxy(target, {
		get(target, key) {
			switch (key) {
				case "prototype":
				case "name":
				case "length":
					return target[key];
				case "__esModule":
				case "then":
				case "constructor":
					return undefined;
			}
			if (key === Symbol.hasInstance) return () => false; // nothing can be an instance
			if (typeof key === "symbol") return target[key];
			return fail();
		},
		apply: fail,
		construct: fail,
	});
})
