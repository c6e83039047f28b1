package isolate

import "strings"

// wordings are whole messages of the engine and what V8 says instead.
var wordings = map[string]string{
	"Malformed URI":                                                "URI malformed",
	"No initial value":                                             "Reduce of empty array with no initial value",
	"Promise self-resolution":                                      "Chaining cycle detected for promise #<Promise>",
	"object is not iterable":                                       "object is not iterable (cannot read property Symbol(Symbol.iterator))",
	"toFixed() precision must be between 0 and 100":                "toFixed() digits argument must be between 0 and 100",
	"toExponential() precision must be between 0 and 100":          "toExponential() argument must be between 0 and 100",
	"toPrecision() precision must be between 1 and 100":            "toPrecision() argument must be between 1 and 100",
	"radix must be an integer between 2 and 36":                    "toString() radix argument must be between 2 and 36",
	"exponent must be positive":                                    "Exponent must be positive",
	"size is NaN":                                                  "The .size property is NaN",
	"a single extra base64 character in the last chunk":            "The base64 input terminates with a single character, excluding padding (=).",
	"Illegal generator state":                                      "Generator is already running",
	"Source is too large":                                          "offset is out of bounds",
	"RegExp doesn't have global flag set":                          "String.prototype.matchAll called with a non-global RegExp argument",
	"The normalization form should be one of NFC, NFD, NFKC, NFKD": "The normalization form should be one of NFC, NFD, NFKC, NFKD.",
	"Must call super constructor in derived class before accessing 'this'": "Must call super constructor in derived class before accessing 'this' " +
		"or returning from derived constructor",
	"Must call super constructor in derived class before returning from derived constructor": "Must call super constructor in derived class before accessing 'this' " +
		"or returning from derived constructor",
}

// reword answers what V8 says where the engine says message. Where V8 shows the source of an expression,
// which the engine does not keep, it answers V8's text for one that it cannot show.
func reword(message string) string {
	if text, ok := wordings[message]; ok {
		return text
	}
	if rest, ok := strings.CutPrefix(message, "Cannot read property '"); ok {
		for _, of := range []string{" of undefined or null", " of undefined", " of null"} {
			if name, ok := strings.CutSuffix(rest, "'"+of); ok {
				return "Cannot read properties of " + strings.TrimSuffix(of, " or null")[len(" of "):] + " (reading '" + name + "')"
			}
		}
	}
	if strings.HasPrefix(message, "encoding/hex: ") {
		return "Input string must contain hex characters in even length"
	}
	if strings.HasPrefix(message, "Byte length of ") || strings.HasPrefix(message, "Start offset of ") {
		return strings.ToLower(message[:1]) + message[1:]
	}
	if strings.HasPrefix(message, "Index ") && strings.HasSuffix(message, " is out of bounds") {
		return "Offset is outside the bounds of the DataView"
	}
	if rest, ok := strings.CutPrefix(message, "Object has no member '"); ok {
		return "(intermediate value)." + strings.TrimSuffix(rest, "'") + " is not a function"
	}
	for _, prefix := range []string{"Value is not an object: ", "Not a function: ", "Value is not callable: "} {
		if rest, ok := strings.CutPrefix(message, prefix); ok {
			return display(rest) + " is not a function"
		}
	}
	return message
}

// display is an object's text as V8's messages show it.
func display(text string) string {
	if kind, ok := strings.CutPrefix(text, "[object "); ok {
		return "#<" + strings.TrimSuffix(kind, "]") + ">"
	}
	return text
}
