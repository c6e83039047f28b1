package programs

// visitAgents lets the clients of an agent share its state, call it and wait for its tasks.
func visitAgents(g *guest) {
	g.title("AgentClient, inside a Worker")
	for _, talk := range []string{"state", "calls", "tasks", "capnweb", "plain"} {
		g.get("/client/" + talk)
	}

	g.title("the Worker")
	g.get("/retitle/shared/New")
	g.get("/retitle/shared/forbidden")

	g.title("the protocol, by hand")
	ann := g.dial("ann", "/agents/planner/shared?_pk=ann")
	ann.hear(3)
	ann.say(`{"type":"rpc","id":"1","method":"add","args":["sleep"]}`)
	ann.hear(2)
	ann.say(`{"type":"cf_agent_state","state":{"title":"home","steps":["rest"],"done":1}}`)
	ann.say(`{"type":"rpc","id":"2","method":"add"}`)
	ann.hear(1)
	ann.say(`{"type":"rpc","id":"3","method":"diary","args":[]}`)
	ann.hear(1)
	ann.say("plain")
	ann.hear(1)
	ann.close(1000, "done")

	g.title("no agent")
	g.get("/agents/nobody/x")
	g.get("/agents/planner")
	g.do("OPTIONS", "/agents/planner/shared", "", header{name: "Access-Control-Allow-Methods"})

	g.restart()
	g.get("/agents/planner/shared", header{name: "Access-Control-Allow-Origin"})
	g.do("DELETE", "/agents/planner/shared", "")
	g.get("/agents/planner/shared")
}
