package storage

import (
	"crypto/sha256"
	"encoding/json"
)

// FacetSpace answers the namespace in which the facets of all objects of another are, and their indexes.
func FacetSpace(namespace string) string { return namespace + "/facets" }

// FacetIndex addresses the index of an object's facets: every path that one ever had is a key of it, and its values
// are empty, as no value of a script is.
func (o Object) FacetIndex() Object { return Object{FacetSpace(o.Namespace), o.ID} }

// Facet addresses the facet of an object at a path of names.
func (o Object) Facet(path []string) Object {
	return Object{FacetSpace(o.Namespace), sha256.Sum256(append(o.ID[:], FacetKey(path)...))}
}

// FacetKey answers the key of a facet in the index.
func FacetKey(path []string) string {
	b, err := json.Marshal(path)
	if err != nil {
		panic(err) // of strings, never
	}
	return string(b)
}

// FacetPath is the inverse of FacetKey; false if the key is no facet's.
func FacetPath(key string) (path []string, ok bool) {
	err := json.Unmarshal([]byte(key), &path)
	return path, err == nil && len(path) > 0
}
