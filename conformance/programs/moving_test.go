package programs

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestStateMoves has the platform's own wrangler dev and dodev go on with what the other has stored, and tell the same
// of it.
func TestStateMoves(t *testing.T) {
	wrangler, err := findWrangler(os.Getenv("DODEV_PEERS"))
	if err != nil {
		t.Fatal(err)
	}
	if wrangler == nil {
		t.Skip("NOT TESTED: DODEV_PEERS names no folder with wrangler in its node_modules")
	}
	t.Parallel()
	dodev := buildDodev(t)
	project := newProject(t, program{name: "moving"})
	theirs, ours := newServer(t, wrangler, project, nil), newServer(t, dodev, project, nil)
	visit := func(s *server, steps func(*guest)) string {
		t.Helper()
		if err := s.start(); err != nil {
			t.Fatal(err)
		}
		g := &guest{server: s}
		steps(g)
		if err := s.stop(); err != nil || g.err != nil {
			t.Fatalf("%v, %v\n%s\n%s", err, g.err, g.said.String(), s.tail())
		}
		if strings.Contains(g.said.String(), "< 500") {
			t.Errorf("something failed:\n%s", g.said.String())
		}
		return g.said.String()
	}
	move := func(direction string, flags ...string) {
		t.Helper()
		args := append([]string{"state", direction, project, "--persist-to", ours.state, "--wrangler-state", theirs.state}, flags...)
		if out, err := exec.Command(dodev(nil, "", "").Path, args...).CombinedOutput(); err != nil {
			t.Fatalf("dodev %q: %v\n%s", args, err, out)
		}
	}

	visit(theirs, func(g *guest) { store(g, "Ann") })
	want := visit(theirs, func(g *guest) { look(g, "Ann") })
	move("import")
	if diff := difference(visit(ours, func(g *guest) { look(g, "Ann") }), want); diff != "" {
		t.Errorf("dodev, of what wrangler dev stored: %s", diff)
	}
	visit(ours, func(g *guest) {
		if said := g.get("/TABLES/Ann/part/x/y"); said != "part 2" {
			t.Errorf("dodev, of a facet that wrangler dev counted once: %s", said)
		}
		store(g, "Bob")
	})
	want = visit(ours, func(g *guest) { look(g, "Bob") })
	visit(ours, func(g *guest) { g.get("/TABLES/Eve/soon/3000") })
	move("export", "--force")
	if diff := difference(visit(theirs, func(g *guest) { look(g, "Bob") }), want); diff != "" {
		t.Errorf("wrangler dev, of what dodev stored: %s", diff)
	}
	visit(theirs, func(g *guest) {
		if said := g.get("/TABLES/Ann/part/x/y"); said != "part 3" {
			t.Errorf("wrangler dev, of a facet that dodev counted for the second time: %s", said)
		}
		g.await("/TABLES/Eve/look", `"alarmed" "Eve"`)
	})
}

// store has two objects of a name and a facet keep something.
func store(g *guest, name string) {
	g.get("/PAIRS/" + name + "/fill")
	g.get("/PAIRS/" + name + "/far")
	g.get("/TABLES/" + name + "/fill")
	g.get("/TABLES/" + name + "/make")
	g.get("/TABLES/" + name + "/part/x/y")
}

// look asks what they have.
func look(g *guest, name string) {
	g.get("/PAIRS/" + name + "/look")
	g.get("/TABLES/" + name + "/look")
	g.get("/TABLES/" + name + "/rows")
}
