// Command dodev runs Cloudflare Workers and their Durable Objects on this machine.
//
// It reads the command line, starts an emulator and a server, prints what they report, and reloads when a
// file is saved. What a Worker is or does is theirs; how a person sees it is decided here, and only here.
//
// Invariants: one goroutine writes to the terminal, so lines never mix and nobody waits for a slow reader;
// results and the log go to standard output, warnings and errors to standard error; the exit status is one
// of those that the help text lists.
package main
