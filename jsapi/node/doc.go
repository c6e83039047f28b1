// Package node is the part of Node.js that the platform offers: the modules called node:* and the globals that
// come with them.
//
// Which modules there are and what they export is the platform's list, exports.txt. What dodev does not have of
// it can be imported all the same, and says so when it is used. A module is a source of our own in js, compiled
// once for all isolates when the first one imports it, over natives in Go where bytes or long walks matter.
//
// The package leaves to others how an import finds a module (bundle) and what the web platform has (jsapi).
//
// Invariant: an isolate that imports no module and names no global of Node's pays nothing for them.
package node
