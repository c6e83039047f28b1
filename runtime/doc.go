// Package runtime is the life of Durable Objects: namespaces and ids, when an object starts, what it is
// told and in which order, its alarm, its hibernation and its end.
//
// It never names a JavaScript class. What runs is given to it as Code, a constructor and events; what is
// kept is behind the storage contract; who may enter and what may leave is decided by the two gates of
// each instance. An Object is an address that lasts; an Instance is one life of it, in one isolate.
//
// Invariants: an object has at most one instance; an instance belongs to its isolate's loop; an event is
// run once, failed once, or handed to the next instance if the first never took it; no goroutine and no
// open file belongs to an object that does nothing.
package runtime
