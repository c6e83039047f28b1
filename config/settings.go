package config

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var validName = regexp.MustCompile(`^[a-z0-9_][a-z0-9_-]*$`)

func (r *reader) name(_ string, n *node) {
	if n.kind == text && validName.MatchString(n.text) {
		r.c.Name = n.text
		return
	}
	d := r.errorf(n, `Expected "name" to be of type string, alphanumeric and lowercase with dashes only but got %s.`, n.json())
	if better := sanitize(n.text); better != "" {
		d.Hint = "Try " + quote(better) + "."
	}
}

// sanitize makes a Worker name of a folder's.
func sanitize(s string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(s) {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			b.WriteRune(c)
		} else if b.Len() > 0 && !strings.HasSuffix(b.String(), "-") {
			b.WriteByte('-')
		}
	}
	name := b.String()
	return strings.Trim(name[:min(len(name), 63)], "-")
}

func (r *reader) main(label string, n *node) { r.c.Main = r.string(n, label) }

func (r *reader) compatibilityDate(label string, n *node) {
	r.date = n
	r.c.CompatibilityDate = r.string(n, label)
}

func (r *reader) compatibilityFlags(label string, n *node) {
	if _, ok := allStrings(n); !ok {
		r.errorf(n, "Expected %s to be of type string array but got %s.", quote(label), n.json()).Hint = `Write a list: ["nodejs_compat"].`
		return
	}
	r.flags = n
}

func (r *reader) triggers(label string, n *node) {
	if !r.ofType(n, label, object) {
		return
	}
	r.unexpected(n, label, "crons")
	crons := n.field("crons")
	if crons == nil || crons.kind == null {
		return
	}
	list, ok := allStrings(crons)
	if !ok {
		r.errorf(crons, `Expected "triggers.crons" to be of type array, but got %s.`, n.json()).Hint = `Write a list of strings: ["0 * * * *"].`
		return
	}
	r.c.Crons = list
}

func (r *reader) build(label string, n *node) {
	if !r.should(n, label, object) {
		return
	}
	r.unexpected(n, label, "command", "cwd", "watch_dir", "upload")
	if f := n.field("command"); f != nil {
		r.c.Build.Command = r.string(f, "build.command")
	}
	if f := n.field("cwd"); f != nil {
		r.c.Build.Cwd = r.string(f, "build.cwd")
	}
	r.c.Build.WatchDirs = []string{"./src"}
	switch f := n.field("watch_dir"); {
	case f == nil:
	case f.kind == text:
		r.c.Build.WatchDirs = []string{f.text}
	default:
		list, ok := allStrings(f)
		if !ok {
			r.errorf(f, `Expected "build.watch_dir" to be of type string or string array but got %s.`, f.json())
			return
		}
		r.c.Build.WatchDirs = list
	}
}

func (r *reader) dev(_ string, n *node) {
	if !r.should(n, "dev", object) {
		return
	}
	r.unexpected(n, "dev", "ip", "port", "inspector_port", "inspector_ip", "local_protocol", "upstream_protocol",
		"host", "enable_containers", "container_engine", "generate_types")
	d := &r.c.Dev
	for _, f := range []struct {
		name string
		to   *string
	}{{"ip", &d.IP}, {"inspector_ip", &d.InspectorIP}, {"host", &d.Host}} {
		if v := n.field(f.name); v != nil {
			*f.to = r.string(v, "dev."+f.name)
		}
	}
	d.Port = r.port(n, "port")
	d.InspectorPort = r.port(n, "inspector_port")
	d.LocalProtocol = r.oneOf(n, "dev", "local_protocol", []string{"http", "https"})
	d.UpstreamProtocol = r.oneOf(n, "dev", "upstream_protocol", []string{"http", "https"})
}

func (r *reader) port(dev *node, name string) *int {
	n := dev.field(name)
	if n == nil || !r.ofType(n, "dev."+name, number) {
		return nil
	}
	port, err := strconv.Atoi(n.text)
	if err != nil || port < 0 || port > 65535 {
		r.errorf(n, "Expected %s to be a port number but got %s.", quote("dev."+name), n.text).Hint = "Ports go from 0, for any free one, to 65535."
		return nil
	}
	return &port
}

// environments only checks the shape: the selected one is read by itself.
func (r *reader) environments(_ string, n *node) {
	if !r.should(n, "env", object) {
		return
	}
	for _, m := range n.members {
		if m.value.kind != object {
			r.errorf(m.value, "The field %s should be an object but got %s.", quote("env."+m.name), m.value.json())
		}
	}
}

func (r *reader) requiredSecrets(label string, n *node) {
	if !r.should(n, label, object) {
		return
	}
	r.unexpected(n, label, "required")
	required := n.field("required")
	if required == nil {
		return
	}
	list, ok := allStrings(required)
	if !ok {
		r.errorf(required, "Expected %s to be an array of strings but got %s", quote(label+".required"), required.json())
		return
	}
	r.secrets, r.secretsListed = list, true
}

// index labels one item of a list.
func index(label string, i int) string { return fmt.Sprintf("%s[%d]", label, i) }
