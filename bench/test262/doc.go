// Command test262 runs the language's conformance suite, https://github.com/tc39/test262, through the same pipeline as
// Workers: bundler, lowering, engine and what jsapi/ecma makes of it. It prints the share of tests that pass, by folder
// and by feature.
//
//	git clone --depth 1 https://github.com/tc39/test262
//	go run ./bench/test262 -suite test262 -failures failures.txt
//
// A test runs as a module with the suite's helpers before it, since Workers are modules: those for sloppy mode only, for
// several realms or agents, and of proposals that the platform does not ship are left out and counted as such. Tests run
// in child processes, several at once, each in an isolate of its own and with a limit of time; one that ends its process
// is a failure of that test.
package main
