// Package testrunner runs the test handlers of a project, as the real runtime's own test command does: one
// start, one isolate, every case in order, no retries.
//
// It leaves to others what a case is and when it is over (jsapi/workers), and how results look to a person or
// a program (cmd/dodev).
//
// Invariant: a case begins when the one before it has been reported.
package testrunner
