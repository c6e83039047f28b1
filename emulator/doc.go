// Package emulator assembles one running project: its configuration, its bundle, its Worker, its objects and
// their storage. It starts them, puts new code in place of old, and stops them. Only here do all parts meet.
//
// Invariants: a project that fails to build or start never replaces one that runs; storage and alarms outlive
// every reload; after Close nothing runs and everything that was acknowledged is on disk.
package emulator
