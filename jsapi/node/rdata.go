package node

import (
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/dodev/dodev/jsapi/webidl"
)

// rdataNatives read records that can come as zone files have them or as bytes, "\# 2 00 05".
// https://www.rfc-editor.org/rfc/rfc3597#section-5
var rdataNatives = map[string]func(*webidl.Call) (any, error){
	"parseCAA":   parsed(parseCAA),
	"parseNAPTR": parsed(parseNAPTR),
}

func parsed(parse func(string) ([]any, error)) func(*webidl.Call) (any, error) {
	return func(c *webidl.Call) (any, error) {
		values, err := parse(c.String(0))
		if err != nil {
			return nil, err
		}
		return c.Realm.VM.NewArray(values...), nil
	}
}

// parseCAA answers whether a record is critical, what it is about and what it says.
// https://www.rfc-editor.org/rfc/rfc8659#section-4.1
func parseCAA(text string) ([]any, error) {
	var critical int
	var field, value string
	if generic(text) {
		if len(strings.Fields(text)) < 3 {
			return nil, webidl.PlainError("CAA record too short: expected at least 3 fields")
		}
		b := rdata(text)
		if len(b) < 2 {
			return nil, webidl.PlainError("CAA record data too short: expected critical and prefix length fields")
		}
		end := 2 + int(b[1])
		if len(b) < end {
			return nil, webidl.PlainError("CAA record data too short for prefix_length %d", b[1])
		}
		critical, field, value = int(b[0]), latin1(b[2:end]), latin1(b[end:])
	} else {
		fields, err := rdataFields(text)
		if err != nil {
			return nil, err
		}
		if len(fields) != 3 {
			return nil, webidl.PlainError("CAA record expected 3 fields, got %d", len(fields))
		}
		if critical, err = rdataNumber(fields[0], 8); err != nil {
			return nil, err
		}
		field, value = fields[1], fields[2]
	}
	switch field {
	case "issue", "issuewild", "iodef":
		return []any{critical, field, value}, nil
	}
	return nil, webidl.PlainError("Received unknown field '%s'", field)
}

// parseNAPTR answers order, preference, flags, service, regexp and replacement.
// https://www.rfc-editor.org/rfc/rfc3403#section-4
func parseNAPTR(text string) ([]any, error) {
	if !generic(text) {
		fields, err := rdataFields(text)
		if err != nil {
			return nil, err
		}
		if len(fields) != 6 {
			return nil, webidl.PlainError("NAPTR record expected 6 fields, got %d", len(fields))
		}
		order, err := rdataNumber(fields[0], 16)
		if err != nil {
			return nil, err
		}
		preference, err := rdataNumber(fields[1], 16)
		return []any{order, preference, fields[2], fields[3], fields[4], strings.TrimSuffix(fields[5], ".")}, err
	}
	if len(strings.Fields(text)) < 2 {
		return nil, webidl.PlainError("NAPTR record too short")
	}
	b := rdata(text)
	if len(b) < 5 {
		return nil, webidl.PlainError("NAPTR record data too short: expected at least 6 fields")
	}
	answer := []any{int(b[0])<<8 | int(b[1]), int(b[2])<<8 | int(b[3])}
	b = b[4:]
	for n, name := range []string{"flags", "service", "regexp"} {
		if len(b) == 0 || len(b) < 1+int(b[0]) || n < 2 && len(b) == 1+int(b[0]) {
			return nil, webidl.PlainError("NAPTR record too short for %s field", name)
		}
		answer = append(answer, latin1(b[1:1+int(b[0])]))
		b = b[1+int(b[0]):]
	}
	var labels []string
	for len(b) > 0 && b[0] > 0 {
		if len(b) < 1+int(b[0]) {
			return nil, webidl.PlainError("replacement data too short for declared frame length")
		}
		labels = append(labels, latin1(b[1:1+int(b[0])]))
		b = b[1+int(b[0]):]
	}
	return append(answer, strings.Join(labels, ".")), nil
}

func generic(text string) bool { return text == `\#` || strings.HasPrefix(text, `\# `) }

// rdata answers the bytes of the generic form, as far as they are some.
func rdata(text string) []byte {
	var b []byte
	for n, field := range strings.Fields(text) {
		if one, err := hex.DecodeString(field); n >= 2 && err == nil && len(one) == 1 {
			b = append(b, one[0])
		}
	}
	return b
}

// rdataFields takes fields apart, which quotes and backslashes keep together.
func rdataFields(text string) ([]string, error) {
	var fields []string
	var field strings.Builder
	quoted, escaped, begun := false, false, false
	for _, c := range text {
		switch {
		case escaped:
			field.WriteRune(c)
			escaped = false
		case c == '\\':
			escaped, begun = true, true
		case c == '"':
			quoted, begun = !quoted, true
		case c == ' ' && !quoted:
			if begun {
				fields = append(fields, field.String())
				field.Reset()
			}
			begun = false
		default:
			field.WriteRune(c)
			begun = true
		}
	}
	if quoted || escaped {
		return nil, webidl.PlainError("unterminated escape or quote in RDATA")
	}
	if begun {
		fields = append(fields, field.String())
	}
	return fields, nil
}

func rdataNumber(text string, bits int) (int, error) {
	n, err := strconv.ParseUint(text, 10, bits)
	switch {
	case err == nil:
		return int(n), nil
	case strings.Trim(text, "0123456789") == "" && text != "":
		return 0, webidl.RangeError("number too large to fit in target type")
	}
	return 0, webidl.RangeError("invalid digit found in string")
}

// latin1 answers bytes as characters.
func latin1(b []byte) string {
	runes := make([]rune, len(b))
	for n, c := range b {
		runes[n] = rune(c)
	}
	return string(runes)
}
