package webidl

import "testing"

// TestViewFields fails when the engine keeps the place of views elsewhere.
func TestViewFields(t *testing.T) {
	if viewFields() == nil {
		t.Fatal("the engine's fields have other names")
	}
}
