// Package r2 is what stands behind an R2 bucket: objects by key, with their metadata, checksums and parts.
//
// What is refused, and in which words and codes, is what the platform's local runtime does. Of an object the shelf has the
// record and a folder the bytes, one file for what was put at once and one for each part of a multipart upload.
//
// Invariants: a file is whole and synced before a record refers to it; a file is removed after the last record that does;
// what a dead process left behind, no record refers to, and it goes at the next first use.
package r2
