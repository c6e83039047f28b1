// Package conformance holds what dodev and the real runtime must agree on, as Workers that test themselves.
//
// # A case
//
// A folder cases/<NN-NN-subject>/<name>, named after a section of the behaviour sheet, is one project:
//
//	worker.js      the Worker under test, an ES module; another's may be a script in service-worker syntax
//	wrangler.json  its configuration. Without one the Worker is called "case", has [Newest] as its compatibility
//	               date, and every exported class that extends DurableObject is bound under its own name and
//	               SQLite-backed
//	want.txt       what it prints on stdout on the real runtime; there is none when it prints nothing
//	<folder>/      another Worker, if it has a wrangler.json; the first can name it in its services
//	others         further modules, importable by their paths
//
// Every export of worker.js with a method test(controller, env, ctx) is one case, which fails when that throws
// or rejects. The line directly above it names the subsection of the sheet and what it proves:
//
//	// 4.1: a value is serialised when it is put
//	export const putCopies = { async test(controller, env) { ... } };
//
// An export whose test method is made by a function of the module has that line all the same; it is what makes it one
// for the inventory.
//
// All exports of a folder run one after the other, "default" first and then by name, in one isolate and on one set
// of objects, so each takes objects of its own name. The global gc() is there. Folders whose name has "slow" in it
// wait for the platform's own clocks; in the replay theirs is one that does not take any time.
//
// # Who says what is right
//
// The real runtime. "go run ./conformance/record" turns the configurations into the one that the runtime's own
// "workerd test" needs, runs every case on it and compares; with -update it writes want.txt and peers.txt, which
// says what runtime it was. It finds npm's workerd with -peers or DODEV_PEERS, a folder that
// has it in node_modules/.bin. "go test ./conformance" needs neither that nor Node: it replays the cases on dodev, as written and unbundled.
// What dodev is known to answer wrongly stands in gaps.txt, which "-run TestReplay -gaps" rewrites.
// "go generate ./conformance" writes CASES.md, the inventory, and the table in README.md.
//
// Invariants: a case passes on the real runtime, whole, before it is committed; it talks to nobody outside.
package conformance

//go:generate go test . -run ^TestInventory$ -update
