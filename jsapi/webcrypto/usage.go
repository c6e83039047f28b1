package webcrypto

// Usages is what a key may be used for, as a set.
type Usages uint8

// The usages, in the order in which a key lists them.
const (
	Encrypt Usages = 1 << iota
	Decrypt
	Sign
	Verify
	DeriveKey
	DeriveBits
	WrapKey
	UnwrapKey
)

var usageNames = []string{"encrypt", "decrypt", "sign", "verify", "deriveKey", "deriveBits", "wrapKey", "unwrapKey"}

const (
	publicUsages  = Encrypt | Verify | WrapKey
	privateUsages = Decrypt | Sign | UnwrapKey | DeriveKey | DeriveBits
	deriveUsages  = DeriveKey | DeriveBits
	signUsages    = Sign | Verify
	cipherUsages  = Encrypt | Decrypt | WrapKey | UnwrapKey
)

// Names lists the usages.
func (u Usages) Names() []string {
	list := []string{}
	for n, name := range usageNames {
		if u&(1<<n) != 0 {
			list = append(list, name)
		}
	}
	return list
}

// usagesOf answers a set from names, all of which have to be allowed. purpose is what is being done, for the error.
func usagesOf(names []string, allowed Usages, purpose, algorithm string) (set Usages, err error) {
	for _, name := range names {
		var u Usages
		for n, known := range usageNames {
			if name == known {
				u = 1 << n
			}
		}
		if u == 0 || u&^allowed != 0 {
			return 0, syntaxError("Attempt to %s %s key with invalid usage \"%s\".", purpose, algorithm, name)
		}
		set |= u
	}
	return set, nil
}

const (
	toGenerate      = "generate"
	toImportSecret  = "import secret"
	toImportPublic  = "import public"
	toImportPrivate = "import private"
)
