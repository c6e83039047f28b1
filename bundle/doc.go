// Package bundle makes one script of a project's sources: TypeScript, JSX, npm
// packages, CommonJS, JSON, and the files that module rules name.
//
// esbuild runs in process. Its output goes to package lower, which hands back a
// syntax tree with the user's own positions. A [Builder] keeps esbuild's caches
// between builds, which is what makes a reload fast.
//
// Host modules ("cloudflare:workers" and its like) become small generated modules
// with a fixed list of exports, so that importing what does not exist is a build
// error. Files that rules name become [Asset] values: their bytes live once in
// Go, and the script asks for them by id.
//
// Left to others: reading configuration, watching files (a Script and an Error
// both list what to watch), compiling and running.
//
// Invariants: equal sources give an equal Script. A Script is never changed after
// it is returned. Nothing is written to disk.
package bundle
