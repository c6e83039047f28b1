package main

import (
	"path/filepath"
	"testing"

	"github.com/spf13/cobra"

	"github.com/dodev/dodev/config"
	"github.com/dodev/dodev/server"
)

// parseRun answers the flags of a command line.
func parseRun(t *testing.T, args ...string) *runFlags {
	t.Helper()
	f, cmd := &runFlags{}, &cobra.Command{Use: "run"}
	f.register(cmd)
	if err := cmd.ParseFlags(args); err != nil {
		t.Fatalf("%q: %v", args, err)
	}
	return f
}

func TestServerOptions(t *testing.T) {
	port, anyPort := 4000, 0
	for _, c := range []struct {
		name string
		args []string
		dev  config.Dev
		want server.Options
	}{
		{name: "nothing said"},
		{name: "port 0 is asked for", args: []string{"--port", "0"}, want: server.Options{PortAsked: true}},
		{name: "configured", dev: config.Dev{IP: "0.0.0.0", Port: &port, LocalProtocol: "https"},
			want: server.Options{Addr: "0.0.0.0", Port: 4000, Protocol: "https"}},
		{name: "any port configured", dev: config.Dev{Port: &anyPort}, want: server.Options{PortAsked: true}},
		{name: "flags over configuration", args: []string{"--port", "5", "--ip", "::1", "--local-protocol", "http"},
			dev:  config.Dev{IP: "0.0.0.0", Port: &port, LocalProtocol: "https"},
			want: server.Options{Addr: "::1", Port: 5, PortAsked: true, Protocol: "http"}},
		{name: "host", dev: config.Dev{Host: "example.com"}, want: server.Options{Origin: "http://example.com"}},
		{name: "host by flag", args: []string{"--local-upstream", "b.com", "--upstream-protocol=https"}, dev: config.Dev{Host: "a.com"},
			want: server.Options{Origin: "https://b.com"}},
		{name: "paths start at --cwd", args: []string{"--cwd", "project", "--https-key-path", "key.pem", "--https-cert-path", "cert.pem"},
			want: server.Options{KeyPath: filepath.Join("project", "key.pem"), CertPath: filepath.Join("project", "cert.pem")}},
	} {
		got := parseRun(t, c.args...).server(c.dev)
		if got.Addr != c.want.Addr || got.Port != c.want.Port || got.PortAsked != c.want.PortAsked ||
			got.Protocol != c.want.Protocol || got.Origin != c.want.Origin ||
			got.KeyPath != c.want.KeyPath || got.CertPath != c.want.CertPath {
			t.Errorf("%s: %q gives %+v, want %+v", c.name, c.args, got, c.want)
		}
	}
}

func TestForeignFlagsSayWhy(t *testing.T) {
	for _, foreign := range foreignFlags {
		args := []string{"--" + foreign.name}
		if foreign.takesValue {
			args = append(args, "value")
		}
		notes, err := foreignGiven(parseRun(t, args...).given)
		if foreign.refused != (err != nil) || !foreign.refused && len(notes) != 1 {
			t.Errorf("%q: notes %q, error %v", args, notes, err)
		}
	}
	if notes, err := foreignGiven(parseRun(t, "--remote=false", "--local=false").given); len(notes) > 0 || err != nil {
		t.Errorf("flags that are false: notes %q, error %v", notes, err)
	}
}
