// Package wrangler moves Durable Objects between dodev's state and that of the platform's own local tooling, the
// folder .wrangler/state:
//
//	v3/do/<Worker>-<Class>/<id>.sqlite       an object
//	v3/do/<Worker>-<Class>/<id>.facets       the index of its facets
//	v3/do/<Worker>-<Class>/<id>.<n>.sqlite   its facet with the number n
//	v3/do/<Worker>-<Class>/metadata.sqlite   the alarms of the class
//
// Values are the same bytes on both sides. An object that only has pairs and an alarm goes to bbolt and comes from there; one
// that has tables is copied as a database. The name of a class's folder is its unique key, so objects keep their ids.
//
// The package decides what goes where. What the databases look like is in storage/sqlite, and which folders belong
// to a project its caller knows.
//
// Invariants: objects on the other side that are not named the same stay as they are; nothing is replaced unless that
// was asked for, and then everything that would be in the way is found before anything is written.
package wrangler
