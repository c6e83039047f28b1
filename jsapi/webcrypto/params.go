package webcrypto

import (
	"io"
	"strings"
)

// Params are the options of an operation; nil is what was left out.
type Params struct {
	Name           string
	Hash           *string
	Length         *int
	IV             []byte
	AdditionalData []byte
	TagLength      *int
	Counter        []byte
	Label          []byte
	SaltLength     *int
	Salt           []byte
	Info           []byte
	Iterations     *int
	Public         *Key
	ModulusLength  *int
	PublicExponent []byte
	NamedCurve     *string
	// Random is where chance comes from.
	Random io.Reader
}

// hash answers the digest that the options name.
func (p *Params) hash(dictionary string) (*Digest, error) {
	if p.Hash == nil {
		return nil, missing("hash", dictionary)
	}
	return DigestNamed(*p.Hash)
}

// algorithm is what the package can do with the keys of one name.
type algorithm struct {
	name     string
	importer func(*Import) (*Key, error)
	generate func(*Generate) (*Key, *Key, error)
}

var algorithms []*algorithm

// The table refers to functions that look things up in it.
func init() {
	algorithms = []*algorithm{
		{"AES-CTR", importAES, generateAES},
		{"AES-CBC", importAES, generateAES},
		{"AES-GCM", importAES, generateAES},
		{"AES-KW", importAES, generateAES},
		{"HMAC", importHMAC, generateHMAC},
		{"PBKDF2", importKDF, nil},
		{"HKDF", importKDF, nil},
		{"RSASSA-PKCS1-v1_5", importRSA, generateRSA},
		{"RSA-PSS", importRSA, generateRSA},
		{"RSA-OAEP", importRSA, generateRSA},
		{"ECDSA", importEC, generateEC},
		{"ECDH", importEC, generateEC},
		{"NODE-ED25519", importOKP, generateOKP},
		{"Ed25519", importOKP, generateOKP},
		{"X25519", importOKP, generateOKP},
		{"RSA-RAW", importRSA, nil},
	}
}

func algorithmNamed(name string) *algorithm {
	for _, a := range algorithms {
		if strings.EqualFold(a.name, name) {
			return a
		}
	}
	return nil
}
