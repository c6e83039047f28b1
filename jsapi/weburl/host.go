package weburl

import (
	"strings"
	"unicode/utf8"

	"github.com/nlnwa/whatwg-url/url"
	"golang.org/x/net/idna"
)

// domains converts international domain names as the standard asks: letters that a DNS name may not have
// are none of its business, it forbids some afterwards.
// https://url.spec.whatwg.org/#concept-domain-to-ascii
var domains = idna.New(
	idna.MapForLookup(),
	idna.BidiRule(),
	idna.CheckJoiners(true),
	idna.CheckHyphens(false),
	idna.StrictDomainName(false),
	idna.VerifyDNSLength(false),
	idna.Transitional(false),
)

// refused is a host that the parser refuses whatever its options.
const refused = "["

// asciiHost converts a host of a special scheme before the parser sees it: the parser's own conversion is too
// strict with some names and too lax with others, so it is told to accept what it cannot convert.
func asciiHost(u *url.Url, host string) string {
	if host == "" {
		return host
	}
	if host[0] == '[' {
		if strings.LastIndexByte(host, '[') > 0 || strings.IndexByte(host, ']') < len(host)-1 {
			return refused
		}
		return host
	}
	if !u.IsSpecialScheme() {
		if strings.ContainsAny(host, "\x00\t\n\r #/:<>?@[\\]^|") {
			return refused // https://url.spec.whatwg.org/#forbidden-host-code-point
		}
		return host
	}
	name := percentDecode(host)
	if !isASCII(name) || strings.Contains(strings.ToLower(name), "xn--") {
		ascii, err := domains.ToASCII(name)
		if strings.Contains(strings.ToLower(name)+".", "xn--.") { // Punycode of nothing, which the conversion drops
			return refused
		}
		if err != nil || !utf8.ValidString(name) {
			return refused
		}
		name = ascii
	}
	if name == "" || !isASCII(name) {
		return refused
	}
	for i := range len(name) {
		if name[i] <= ' ' || strings.IndexByte("#%/:<>?@[\\]^|\x7f", name[i]) >= 0 {
			return refused // https://url.spec.whatwg.org/#forbidden-domain-code-point
		}
	}
	return strings.ToLower(name)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
