package encoding

import "encoding/base64"

// Base64 decodes base64 as forgivingly as the web does: whitespace is skipped, padding may be missing.
// https://infra.spec.whatwg.org/#forgiving-base64-decode
func Base64(s string) ([]byte, bool) {
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		switch s[i] {
		case '\t', '\n', '\f', '\r', ' ':
		default:
			b = append(b, s[i])
		}
	}
	if len(b)%4 == 0 {
		for n := 0; n < 2 && len(b) > 0 && b[len(b)-1] == '='; n++ {
			b = b[:len(b)-1]
		}
	}
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(b)))
	n, err := base64.RawStdEncoding.Decode(out, b)
	return out[:n], err == nil
}

// ToBase64 encodes b with padding.
func ToBase64(b []byte) string { return base64.StdEncoding.EncodeToString(b) }
