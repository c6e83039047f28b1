// Package compat knows the platform's compatibility dates and flags: which
// behaviours a Worker asked for with compatibility_date and
// compatibility_flags.
//
// It only decides what is on. What a flag changes is up to the code that asks
// [Flags.Has]. A flag is named after the form that enables it, and the flag
// that turns it off is the same [Flag], resolved to false.
//
// Flags are values: they compare with ==, never change, and mean the same in
// every package.
package compat
