package compat

// Flags is the set of flags that are on for one Worker.
type Flags struct {
	bits [(len(table) + 63) / 64]uint64
}

// Has tells whether a flag is on.
func (f Flags) Has(flag Flag) bool {
	return f.bits[flag/64]&(1<<(flag%64)) != 0
}

// With is the same set with some flags on.
func (f Flags) With(flags ...Flag) Flags {
	for _, flag := range flags {
		f.bits[flag/64] |= 1 << (flag % 64)
	}
	return f
}

// Without is the same set with some flags off.
func (f Flags) Without(flags ...Flag) Flags {
	for _, flag := range flags {
		f.bits[flag/64] &^= 1 << (flag % 64)
	}
	return f
}

// Enabled lists the names of the flags that are on.
func (f Flags) Enabled() []string {
	var names []string
	for flag := range All {
		if f.Has(flag) {
			names = append(names, flag.String())
		}
	}
	return names
}

// All yields every flag the platform knows, in its own order: what
// Cloudflare.compatibilityFlags enumerates.
func All(yield func(Flag) bool) {
	for i := range table {
		if !yield(Flag(i)) {
			return
		}
	}
}

// String is the name that turns the flag on.
func (f Flag) String() string { return table[f].enable }
