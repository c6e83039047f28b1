package storage

// ListOptions selects the pairs of a list as the platform's options do: the
// range first, then the order, then the limit.
type ListOptions struct {
	// Start is the first key of the range, if present.
	Start string
	// StartAfter, if not nil, is the key the range begins behind. It may not
	// be combined with a Start; the caller has refused that.
	StartAfter *string
	// End, if not nil, is the key the range ends before.
	End *string
	// Prefix is what every key of the range begins with.
	Prefix string
	// Reverse lists the range from its end.
	Reverse bool
	// Limit is how many pairs are listed, 0 for all.
	Limit int
}

// Range answers the interval of keys the options select.
func (o ListOptions) Range() Range {
	r := Range{Start: o.Start, Reverse: o.Reverse}
	if o.StartAfter != nil {
		// Nothing sorts between a key and itself with a NUL appended.
		r.Start = max(r.Start, *o.StartAfter+"\x00")
	}
	if o.End != nil {
		r.End, r.Bounded = *o.End, true
	}
	if o.Prefix == "" {
		return r
	}
	r.Start = max(r.Start, o.Prefix)
	if end, bounded := behind(o.Prefix); bounded && (!r.Bounded || end < r.End) {
		r.End, r.Bounded = end, true
	}
	return r
}

// behind answers the first key that sorts after every key with the prefix.
func behind(prefix string) (end string, bounded bool) {
	for last := len(prefix) - 1; last >= 0; last-- {
		if c := prefix[last]; c < 0xff {
			return prefix[:last] + string([]byte{c + 1}), true
		}
	}
	return "", false
}

// Range is an interval of keys in byte order: Start belongs to it, End does not
// and counts only if Bounded.
type Range struct {
	Start, End string
	Bounded    bool
	Reverse    bool
}

// Empty reports whether no key can be in the range.
func (r Range) Empty() bool { return r.Bounded && r.End <= r.Start }

// Before reports whether the key lies in front of the range.
func (r Range) Before(key string) bool { return key < r.Start }

// Behind reports whether the key lies beyond the range's end.
func (r Range) Behind(key string) bool { return r.Bounded && key >= r.End }

// Contains reports whether the key is in the range.
func (r Range) Contains(key string) bool { return !r.Before(key) && !r.Behind(key) }

// Precedes reports whether a comes before b in the order of the range.
func (r Range) Precedes(a, b string) bool {
	if r.Reverse {
		return a > b
	}
	return a < b
}
