package jsapi

import (
	"slices"

	"github.com/dodev/dodev/jsapi/ecma"
	"github.com/dodev/dodev/jsapi/webidl"
)

// Classes answers every class of the web platform.
func Classes() []webidl.Class {
	return slices.Concat(eventsClasses, streamsClasses, fetchClasses, webClasses, websocketClasses)
}

// Globals answers every global of the web platform that is not a class.
func Globals() []webidl.Global {
	return slices.Concat(eventsGlobals, streamsGlobals, fetchGlobals, webGlobals, websocketGlobals)
}

// Install makes a new realm the web platform's: what the language lacks, then the globals of n. It is called
// before any code of the user's runs.
func Install(r *webidl.Realm, n *webidl.Namespace) {
	ecma.Install(r)
	n.Install(r)
	installEvents(r)
	r.Reveal = func() { reveal(r) }
}
