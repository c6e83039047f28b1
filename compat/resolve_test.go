package compat

import (
	"slices"
	"strings"
	"testing"
)

func TestResolveByDate(t *testing.T) {
	tests := []struct {
		name    string
		date    string
		flags   []string
		on, off []Flag
	}{
		{"day before a change", "2024-04-02", nil, []Flag{UnwrapCustomThenables}, []Flag{RPC}},
		{"day of a change", "2024-04-03", nil, []Flag{RPC}, []Flag{SetToStringTag}},
		{"oldest", "2021-11-01", nil, nil, []Flag{FormDataParserSupportsFiles, URLStandard, RPC, NodejsCompat}},
		{"no date is the newest", "", nil, []Flag{RPC, WebSocketAutoReplyToClose, EnhancedErrorSerialization, NodejsCompat, NodejsCompatV2, EnableRequestSignal, NewModuleRegistry}, []Flag{Experimental, Temporal, PedanticWPT}},
		{"enabled early", "2021-11-10", []string{"rpc", "set_tostring_tag"}, []Flag{RPC, SetToStringTag}, []Flag{URLStandard}},
		{"disabled", Newest, []string{"no_rpc"}, []Flag{SetToStringTag}, []Flag{RPC}},
		{"opt-in", Newest, []string{"experimental", "disallow_importable_env"}, []Flag{Experimental, DisallowImportableEnv}, nil},
		{"flag with dashes", "2024-12-15", []string{"fixup-transform-stream-backpressure"}, []Flag{FixupTransformStreamBackpressure}, nil},
		{"node before v2", "2024-09-22", []string{"nodejs_compat"}, []Flag{NodejsCompat}, []Flag{NodejsCompatV2, NodejsZlib}},
		{"node with v2", "2024-09-23", []string{"nodejs_compat"}, []Flag{NodejsCompat, NodejsCompatV2, NodejsZlib}, []Flag{NodejsCompatPopulateProcessEnv}},
		{"node companion from its own date", "2025-04-01", []string{"nodejs_compat"}, []Flag{NodejsCompatPopulateProcessEnv}, []Flag{EnableNodejsHTTPModules}},
		{"companion of a companion", "2025-09-01", []string{"nodejs_compat"}, []Flag{EnableNodejsHTTPModules, EnableNodejsHTTPServerModules}, nil},
		{"companion switched off", Newest, []string{"nodejs_compat_do_not_populate_process_env"}, []Flag{NodejsCompat}, []Flag{NodejsCompatPopulateProcessEnv}},
		{"no companions without node", "2026-01-01", nil, nil, []Flag{NodejsCompat, NodejsCompatV2, EnableNodejsFSModule, NodejsCompatPopulateProcessEnv}},
		{"node by date", "2026-08-04", nil, []Flag{NodejsCompat, NodejsCompatV2, EnableNodejsFSModule, EnableGlobalPerformanceClasses, EnableNodejsGlobalTimers}, nil},
		{"node refused", Newest, []string{"no_nodejs_compat"}, []Flag{NodejsCompatV2}, []Flag{NodejsCompat, EnableNodejsFSModule}},
		{"v2 alone brings zlib", "2024-10-01", []string{"nodejs_compat_v2"}, []Flag{NodejsCompatV2, NodejsZlib}, []Flag{NodejsCompat}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f, _, err := Resolve(test.date, test.flags)
			if err != nil {
				t.Fatalf("Resolve(%q, %q): got error %v, want none", test.date, test.flags, err)
			}
			for _, flag := range test.on {
				if !f.Has(flag) {
					t.Errorf("Resolve(%q, %q).Has(%s): got false, want true", test.date, test.flags, flag)
				}
			}
			for _, flag := range test.off {
				if f.Has(flag) {
					t.Errorf("Resolve(%q, %q).Has(%s): got true, want false", test.date, test.flags, flag)
				}
			}
		})
	}
}

func TestResolveMessages(t *testing.T) {
	tests := []struct {
		name     string
		date     string
		flags    []string
		warnings []string
		err      string
	}{
		{"future date", "2030-01-01", nil, nil, `Compatibility date "2030-01-01" is in the future and unsupported`},
		{"not a date", "2024-13-01", nil, nil, `Invalid compatibility date: 2024-13-01`},
		{"unknown", Newest, []string{"nope_flag"}, nil, `No such compatibility flag: nope_flag`},
		{"empty", Newest, []string{""}, nil, `No such compatibility flag: `},
		{"contradictory", "2024-01-01", []string{"rpc", "no_rpc"}, nil, `Compatibility flags are mutually contradictory: rpc vs no_rpc`},
		{"contradictory the other way round", "2024-01-01", []string{"no_rpc", "rpc"}, nil, `Compatibility flags are mutually contradictory: rpc vs no_rpc`},
		{"twice", "2024-01-01", []string{"rpc", "rpc"}, nil, `Compatibility flag specified multiple times: rpc`},
		{"two mistakes", Newest, []string{"a", "b"}, nil, "No such compatibility flag: a\nNo such compatibility flag: b"},
		{"already default", Newest, []string{"rpc"}, []string{`The compatibility flag rpc became the default as of 2024-04-03 so does not need to be specified anymore.`}, ""},
		{"not default yet", "2024-04-02", []string{"rpc"}, nil, ""},
		{"default at every date", "2021-11-02", []string{"r2_public_beta_bindings"}, []string{`The compatibility flag r2_public_beta_bindings is the default, so does not need to be specified anymore.`}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, warnings, err := Resolve(test.date, test.flags)
			if got := message(err); got != test.err {
				t.Errorf("Resolve(%q, %q): got error %q, want %q", test.date, test.flags, got, test.err)
			}
			if !slices.Equal(warnings, test.warnings) {
				t.Errorf("Resolve(%q, %q): got warnings %q, want %q", test.date, test.flags, warnings, test.warnings)
			}
		})
	}
}

func TestTableIsConsistent(t *testing.T) {
	seen := map[string]bool{"": true}
	for flag := range All {
		r := table[flag]
		for _, name := range []string{r.enable, r.disable} {
			if name != "" && seen[name] {
				t.Errorf("flag name %q: got it twice, want it once", name)
			}
			seen[name] = true
		}
		if r.enable == "" {
			t.Errorf("flag %d: got no name, want one", flag)
		}
		if (r.impliedBy == nil) != (r.impliedSince == "") {
			t.Errorf("flag %s: got impliedBy %v since %q, want both or neither", flag, r.impliedBy, r.impliedSince)
		}
	}
}

func TestFlagsAreValues(t *testing.T) {
	f := Default()
	g := f.Without(RPC)
	if !f.Has(RPC) || g.Has(RPC) {
		t.Errorf("Without(RPC): got %v in the original and %v in the copy, want true and false", f.Has(RPC), g.Has(RPC))
	}
	if g.With(RPC) != f {
		t.Error("With(RPC) after Without(RPC): got another set, want the original")
	}
	if names := strings.Join(f.Enabled(), " "); !strings.Contains(names, "set_tostring_tag") || strings.Contains(names, "experimental") {
		t.Errorf("Default().Enabled(): got %q, want set_tostring_tag and not experimental", names)
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
