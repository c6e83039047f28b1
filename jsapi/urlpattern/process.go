package urlpattern

import (
	"fmt"
	"strings"

	"github.com/dodev/dodev/jsapi/weburl"
)

// process completes the components with those of the base: those of a pattern as they are, those of a URL as a URL
// has them. https://urlpattern.spec.whatwg.org/#process-a-urlpatterninit
func (o *Options) process(init Init, pattern bool) ([components]*string, error) {
	var parts [components]*string
	var base *weburl.URL
	if init.BaseURL != nil {
		var err error
		if base, err = weburl.Parse(*init.BaseURL); err != nil {
			return parts, ErrBaseURL
		}
		o.inherit(&parts, init, split(base), pattern)
	}
	for n, part := range init.Parts {
		if part == nil {
			continue
		}
		value := *part
		switch n {
		case Protocol:
			value = strings.TrimSuffix(value, ":")
		case Search:
			value = strings.TrimPrefix(value, "?")
		case Hash:
			value = strings.TrimPrefix(value, "#")
		case Pathname:
			if base != nil && !absolute(value, pattern) {
				path := base.Pathname()
				slash := strings.LastIndexByte(path, '/')
				if slash < 0 && o.Original {
					value = path
				}
				if slash >= 0 {
					if path = path[:slash+1]; pattern {
						path = escapePattern(path)
					}
					value = path + value
				}
			}
		}
		parts[n] = &value
	}
	if pattern {
		return parts, nil
	}
	return parts, o.encode(&parts, init)
}

// inherit takes from the base what the author left out and nothing more special was given.
func (o *Options) inherit(parts *[components]*string, init Init, base [components]string, pattern bool) {
	// The order in which a component that is given cuts off what follows.
	order := []int{Protocol, Hostname, Port, Pathname, Search, Hash}
	cut := false
	for _, n := range order {
		if cut = cut || init.Parts[n] != nil; cut && !o.Original {
			break
		}
		value := base[n]
		if pattern || o.Original && n >= Pathname {
			value = escapePattern(value)
		}
		parts[n] = &value
	}
	if pattern && !o.Original || !o.Original && (init.Parts[Protocol] != nil || init.Parts[Hostname] != nil || init.Parts[Port] != nil) {
		return
	}
	if o.Original || init.Parts[Username] == nil {
		parts[Username] = &base[Username]
		if o.Original || init.Parts[Password] == nil {
			parts[Password] = &base[Password]
		}
	}
}

func absolute(path string, pattern bool) bool {
	return strings.HasPrefix(path, "/") || pattern && (strings.HasPrefix(path, `\/`) || strings.HasPrefix(path, "{/"))
}

// encode writes the components that were given as a URL has them.
func (o *Options) encode(parts *[components]*string, init Init) error {
	scheme := ""
	if parts[Protocol] != nil {
		scheme = *parts[Protocol]
	}
	for n, part := range parts {
		if part == nil || init.Parts[n] == nil {
			continue
		}
		encode := encoders[n]
		switch n {
		case Hostname:
			encode = o.hostname()
			if strings.HasPrefix(*part, "[") {
				encode = encodeIPv6
			}
		case Port:
			encode = encodePort(scheme)
			if o.Original && strings.Trim(*part, "0123456789") != "" {
				encode = refuse
			}
		case Pathname:
			if o.Original && *part != "" && !strings.HasPrefix(*part, "/") {
				*part = "/" + *part // the draft sets it on a URL that has a host
			}
			if _, hierarchical := special[scheme]; !hierarchical && scheme != "" {
				encode = encodeOpaque
			}
		}
		value, err := encode(*part)
		if err != nil {
			if n == Protocol || n == Hostname || n == Port {
				err = fmt.Errorf("Invalid URL %s component", Components[n])
			}
			return err
		}
		parts[n] = &value
	}
	return nil
}
