package main

// Main is the command, for tests that run it as a process of its own.
var Main = main
