// Command bench measures dodev as a whole program: how fast it starts, what it weighs, and how much it serves.
//
// Where workerd or wrangler are installed from npm it measures them too, in the same run and in turns, because
// only numbers that were taken side by side on one machine can be divided by one another. It prints Markdown
// tables of medians and 99th percentiles, with each ratio and the bar it has to clear.
//
// What a function costs is left to the benchmarks beside it. Nothing here is part of dodev's binary.
//
// Invariants: every server gets the same Worker, an empty state folder and the same load from the same client;
// every measurement starts its own process and ends it, and no other; everything stays on 127.0.0.1 and within
// the counts and times below, whatever a server does.
package main
