package main_test

import (
	"os"
	"strings"
	"testing"
)

// A chatScenario is one behaviour of the chat, asked of a running server.
type chatScenario struct {
	name string
	run  func(t *testing.T, env *chatEnv)
	// alone scenarios stop or kill their server, so nobody shares it with them.
	alone bool
	// slow says what the scenario has to wait for; -short leaves it out.
	slow string
}

var chatScenarios = []chatScenario{
	{name: "page", run: chatServesPage},
	{name: "routes", run: chatAnswersRoutes},
	{name: "private id", run: chatMakesPrivateIDs},
	{name: "unknown id", run: chatShowsErrorStacks},
	{name: "refused handshake", run: chatRefusesHandshakes},
	{name: "join", run: chatJoin},
	{name: "names", run: chatNames},
	{name: "long name", run: chatRefusesLongNames},
	{name: "messages", run: chatMessages},
	{name: "long message", run: chatRefusesLongMessages},
	{name: "bad message", run: chatReportsBadMessages},
	{name: "silent until named", run: chatQueuesForTheUnnamed},
	{name: "compressed frames", run: chatCompressed},
	{name: "same order for all", run: chatOrder},
	{name: "history", run: chatHistory},
	{name: "private room", run: chatPrivateRoom},
	{name: "rooms apart", run: chatRoomsApart},
	{name: "encoded room name", run: chatEncodedRoom},
	{name: "rate limit in a room", run: chatLimitsOneRoom},
	{name: "rate limit across rooms", run: chatLimitsAcrossRooms},
	{name: "rate limit ends", run: chatLimitEnds, slow: "5 s of cooldown"},
	{name: "rate limit by peer", run: chatLimitsByPeer, alone: true},
	{name: "clean close", run: chatCleanClose},
	{name: "abrupt disconnect", run: chatAbruptDisconnect},
	{name: "wake after idling", run: chatWake, slow: "12 s of silence"},
	{name: "wake by disconnect", run: chatWakeByDisconnect, slow: "12 s of silence"},
	{name: "restart", run: chatRestart, alone: true},
	{name: "kill", run: chatKill, alone: true},
	{name: "kill under load", run: chatKillUnderLoad, alone: true},
	{name: "browser two pages", run: browserTwoPages, alone: true},
	{name: "browser private room from http", run: browserPrivateRoomHTTP, alone: true},
	{name: "browser private room from https", run: browserPrivateRoomHTTPS, alone: true},
	{name: "browser pages outlive the server", run: browserServerKilled, alone: true, slow: "10 s until a page reconnects"},
}

// TestChat drives every chat project that can be found through every scenario.
func TestChat(t *testing.T) {
	command := newChatCommand(t)
	for _, project := range chatProjects(t) {
		t.Run(project.name, func(t *testing.T) {
			if project.missing != "" {
				skipUnlessRequired(t, "upstream", project.missing)
			}
			shared := newChatEnv(t, command, project)
			shared.Start(t)
			for _, scenario := range chatScenarios {
				t.Run(scenario.name, func(t *testing.T) {
					if scenario.slow != "" && testing.Short() {
						t.Skipf("-short: %q waits for %s", scenario.name, scenario.slow)
					}
					env := shared
					if scenario.alone {
						env = newChatEnv(t, command, project)
						env.Start(t)
					} else {
						t.Parallel()
					}
					scenario.run(t, env)
				})
			}
		})
	}
}

// skipUnlessRequired skips a test for want of something, or fails it if DODEV_REQUIRE, a list
// with commas, says that this machine must have it.
func skipUnlessRequired(t *testing.T, requirement, missing string) {
	t.Helper()
	for _, required := range strings.Split(os.Getenv("DODEV_REQUIRE"), ",") {
		if strings.TrimSpace(required) == requirement {
			t.Fatalf("DODEV_REQUIRE has %q: %s", requirement, missing)
		}
	}
	t.Skip("NOT TESTED: " + missing)
}
