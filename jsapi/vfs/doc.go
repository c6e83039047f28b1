// Package vfs is a file system in memory, as node:fs sees it: directories, files, links that point to absolute paths,
// devices, and a table of descriptors.
//
// What an operation refuses it refuses as the platform does, in its words and under its name for the system call; a
// name that is not there is only an error where the platform makes it one. Times do not pass: what was never told its
// time has that of 1970.
//
// The package leaves to others how a path becomes absolute, what is in the folders of a Worker, and for whom a temporary
// folder is kept.
//
// Invariant: a file system belongs to one goroutine.
package vfs
