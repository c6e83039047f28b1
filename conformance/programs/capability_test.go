package programs

// visitCapability asks the bank to act each of its scenarios.
func visitCapability(g *guest) {
	for _, scenario := range []string{
		"counters", "pipelining", "rights", "callbacks", "disposal", "values", "errors", "broken", "streams", "others",
	} {
		g.title(scenario)
		g.get("/" + scenario)
	}
}
