//go:build !race

package main_test

// raceDetector says that these tests run with it, and so the binary under test does too.
const raceDetector = false
