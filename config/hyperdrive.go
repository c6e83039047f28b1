package config

import (
	"net/url"
	"strings"

	"github.com/dodev/dodev/jsapi/weburl"
)

// The variables that name a database for a binding, whose name follows; the second is an old name.
const (
	hyperdriveVariable    = "CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_"
	hyperdriveOldVariable = "WRANGLER_HYPERDRIVE_LOCAL_CONNECTION_STRING_"
)

// connection reads the local database of a Hyperdrive binding.
func (r *reader) connection(label string, n *node, to *Resource) {
	if f := n.field("localConnectionString"); f != nil {
		if !f.is(text) {
			r.errorf(f, "%s bindings should have a string \"localConnectionString\" field but got %s.", quote(label), n.json())
			return
		}
		to.Connection = f.text
	}
	if r.databases == nil {
		r.databases = map[string]*node{}
	}
	r.databases[to.Name] = n
}

// hyperdrive settles the databases of the Hyperdrive bindings, which the environment may name, too.
func (l *loader) hyperdrive(c *Config, r *reader) {
	for i := range c.Resources {
		b := &c.Resources[i]
		at := r.databases[b.Name]
		if b.Kind != Hyperdrive || at == nil { // which has been told of
			continue
		}
		for _, prefix := range []string{hyperdriveVariable, hyperdriveOldVariable} {
			if value := l.variable(c, prefix+b.Name); value != "" {
				b.Connection = value
				if prefix == hyperdriveOldVariable {
					l.warn("Using " + quote(prefix+"<BINDING_NAME>") + " environment variable. This is deprecated. Please use " +
						quote(hyperdriveVariable+"<BINDING_NAME>") + " instead.")
				}
				break
			}
		}
		if wrong := checkConnection(b.Connection, b.Name); wrong != "" {
			l.diags = append(l.diags, r.src.at(at.offset, wrong))
		}
	}
}

// variable answers a variable of the process, or of the files that have variables.
func (l *loader) variable(c *Config, name string) string {
	if value := l.getenv(name); value != "" {
		return value
	}
	for _, v := range c.Vars {
		if v.Name == name {
			return v.Value
		}
	}
	return ""
}

// checkConnection answers what is wrong with a connection string, in the platform's words.
func checkConnection(text, binding string) string {
	if text == "" {
		return "When developing locally, you should use a local Postgres connection string to emulate Hyperdrive functionality. Please setup Postgres locally " +
			"and set the value of the '" + hyperdriveVariable + binding + "' variable or " + quote(binding) + "'s \"localConnectionString\" to the Postgres connection string."
	}
	u, err := weburl.Parse(text)
	if err != nil {
		return "The connection string of " + quote(binding) + " is not a URL - e.g. 'postgres://user:password@127.0.0.1:5432/databasename'"
	}
	_, err = url.PathUnescape(u.Username() + u.Password() + u.Pathname())
	switch scheme := u.Scheme(); {
	case scheme != "postgres" && scheme != "postgresql" && scheme != "mysql":
		return "Only PostgreSQL-compatible or MySQL-compatible databases are currently supported."
	case u.Host() == "":
		return "You must provide a hostname or IP address in your connection string - e.g. 'user:password@database-hostname.example.com:5432/databasename"
	case strings.Trim(u.Pathname(), "/") == "":
		return "You must provide a database name as the path component - e.g. /postgres"
	case err != nil:
		return "The connection string of " + quote(binding) + " has a percent sign that is no escape: write it as %25."
	case u.Username() == "":
		return "You must provide a username - e.g. 'user:password@database.example.com:port/databasename'"
	case u.Password() == "":
		return "You must provide a password - e.g. 'user:password@database.example.com:port/databasename' "
	}
	return ""
}
