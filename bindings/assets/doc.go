// Package assets is what stands behind a Worker's static assets: the files of a folder, found and answered as the
// platform does, and the question whether a request is for them or for the Worker.
//
// Files are looked up when they are asked for: what was saved a moment ago is what is served, and a folder of any size
// costs nothing to start with. Requests and responses are those of the package wire, and no JavaScript runs for them.
//
// What is answered is what https://developers.cloudflare.com/workers/static-assets/ promises and the platform's local
// runtime does, down to the tag of a file, which is made of its path and its time.
package assets
