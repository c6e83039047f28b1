package node

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/rc4"
	"crypto/subtle"
	"strings"

	"golang.org/x/crypto/chacha20poly1305"

	"github.com/dodev/dodev/jsapi/webidl"
)

// cipherInfo is a cipher by OpenSSL's name in lower case.
type cipherInfo struct {
	name          string // as getCipherInfo says it
	nid           int
	block, iv     int
	key           int
	mode          string
	newBlock      func([]byte) (cipher.Block, error)
	authenticated bool
}

// tripled is DES with two keys.
func tripled(key []byte) (cipher.Block, error) {
	return des.NewTripleDESCipher(append(append([]byte(nil), key...), key[:8]...))
}

var ciphers = map[string]cipherInfo{
	"aes-128-cbc": {"AES-128-CBC", 419, 16, 16, 16, "cbc", aes.NewCipher, false}, "aes-192-cbc": {"AES-192-CBC", 423, 16, 16, 24, "cbc", aes.NewCipher, false},
	"aes-256-cbc": {"AES-256-CBC", 427, 16, 16, 32, "cbc", aes.NewCipher, false}, "aes-128-ctr": {"AES-128-CTR", 904, 1, 16, 16, "ctr", aes.NewCipher, false},
	"aes-192-ctr": {"AES-192-CTR", 905, 1, 16, 24, "ctr", aes.NewCipher, false}, "aes-256-ctr": {"AES-256-CTR", 906, 1, 16, 32, "ctr", aes.NewCipher, false},
	"aes-128-ecb": {"AES-128-ECB", 418, 16, 0, 16, "ecb", aes.NewCipher, false}, "aes-192-ecb": {"AES-192-ECB", 422, 16, 0, 24, "ecb", aes.NewCipher, false},
	"aes-256-ecb": {"AES-256-ECB", 426, 16, 0, 32, "ecb", aes.NewCipher, false}, "aes-128-ofb": {"AES-128-OFB", 420, 1, 16, 16, "ofb", aes.NewCipher, false},
	"aes-192-ofb": {"AES-192-OFB", 424, 1, 16, 24, "ofb", aes.NewCipher, false}, "aes-256-ofb": {"AES-256-OFB", 428, 1, 16, 32, "ofb", aes.NewCipher, false},
	"aes-128-gcm": {"id-aes128-GCM", 895, 1, 12, 16, "gcm", aes.NewCipher, true}, "aes-192-gcm": {"id-aes192-GCM", 898, 1, 12, 24, "gcm", aes.NewCipher, true},
	"aes-256-gcm": {"id-aes256-GCM", 901, 1, 12, 32, "gcm", aes.NewCipher, true}, "des-cbc": {"DES-CBC", 31, 8, 8, 8, "cbc", des.NewCipher, false},
	"des-ecb": {"DES-ECB", 29, 8, 0, 8, "ecb", des.NewCipher, false}, "des-ede": {"DES-EDE", 32, 8, 0, 16, "ecb", tripled, false},
	"des-ede-cbc": {"DES-EDE-CBC", 43, 8, 8, 16, "cbc", tripled, false}, "des-ede3-cbc": {"DES-EDE3-CBC", 44, 8, 8, 24, "cbc", des.NewTripleDESCipher, false},
	"rc4": {"RC4", 5, 1, 0, 16, "stream", nil, false}, "chacha20-poly1305": {"ChaCha20-Poly1305", 950, 1, 12, 32, "stream", nil, true},
}

// cipherNames are what getCiphers lists, in the platform's order.
const cipherNames = `AES-128-CBC AES-192-CBC AES-256-CBC AES-128-CTR AES-192-CTR AES-256-CTR AES-128-ECB AES-192-ECB AES-256-ECB AES-128-OFB
AES-192-OFB AES-256-OFB AES-128-GCM AES-192-GCM AES-256-GCM DES-CBC DES-ECB DES-EDE DES-EDE-CBC DES-EDE3-CBC RC2-CBC RC4 aes-128-cbc aes-192-cbc
aes-256-cbc aes-128-ctr aes-192-ctr aes-256-ctr aes-128-ecb aes-192-ecb aes-256-ecb aes-128-ofb aes-192-ofb aes-256-ofb aes-128-gcm aes-192-gcm
aes-256-gcm des-cbc des-ecb des-ede des-ede-cbc des-ede3-cbc rc2-cbc rc4 aes-256-eax aes-128-eax aes-128-ccm-matter aes-128-ccm-bluetooth-8
aes-256-gcm-randnonce aes-128-gcm xchacha20-poly1305 aes-256-ctr-hmac-sha256 aes-128-ctr-hmac-sha256 aes-128-gcm-randnonce aes-256-gcm-siv
aes-128-gcm-siv chacha20-poly1305 aes-256-gcm aes-128-ccm-bluetooth aes-192-gcm`

// transform is one encryption or decryption that is under way.
type transform struct {
	info    cipherInfo
	decrypt bool
	blocks  func(dst, src []byte) // of a mode that works in blocks
	stream  cipher.Stream
	aead    cipher.AEAD
	iv      []byte
	padding bool
	rest    []byte // what waits for a whole block, or of an authenticated message for its end
	extra   []byte
	tag     []byte
	done    bool
}

// ecb encrypts block by block.
func ecb(one func(dst, src []byte), size int) func(dst, src []byte) {
	return func(dst, src []byte) {
		for ; len(src) > 0; dst, src = dst[size:], src[size:] {
			one(dst[:size], src[:size])
		}
	}
}

func newTransform(name string, key, iv []byte, decrypt bool) (*transform, error) {
	info, ok := ciphers[strings.ToLower(name)]
	switch {
	case !ok:
		return nil, webidl.PlainError("Unknown or unsupported cipher: %s", name)
	case len(key) != info.key:
		return nil, webidl.PlainError("Invalid key length")
	case info.mode == "gcm" && len(iv) == 0, info.mode != "gcm" && len(iv) != info.iv:
		return nil, webidl.PlainError("Invalid initialization vector")
	}
	t := &transform{info: info, decrypt: decrypt, iv: iv, padding: true}
	var block cipher.Block
	var err error
	if info.newBlock != nil {
		if block, err = info.newBlock(key); err != nil {
			return nil, err
		}
	}
	switch info.mode {
	case "cbc":
		if decrypt {
			t.blocks = cipher.NewCBCDecrypter(block, iv).CryptBlocks
		} else {
			t.blocks = cipher.NewCBCEncrypter(block, iv).CryptBlocks
		}
	case "ecb":
		if decrypt {
			t.blocks = ecb(block.Decrypt, info.block)
		} else {
			t.blocks = ecb(block.Encrypt, info.block)
		}
	case "ctr":
		t.stream = cipher.NewCTR(block, iv)
	case "ofb":
		//lint:ignore SA1019 the platform has it
		t.stream = cipher.NewOFB(block, iv)
	case "gcm":
		t.aead, err = cipher.NewGCMWithNonceSize(block, len(iv))
		if err == nil {
			t.stream = gcmStream(block, iv, t.aead)
		}
	default:
		if info.name == "RC4" {
			t.stream, err = rc4.NewCipher(key)
		} else {
			t.aead, err = chacha20poly1305.New(key)
		}
	}
	return t, err
}

// gcmStream answers the key stream of a GCM message: what sealing zeros gives.
func gcmStream(block cipher.Block, iv []byte, aead cipher.AEAD) cipher.Stream {
	if len(iv) == 12 {
		counter := append(append([]byte(nil), iv...), 0, 0, 0, 2)
		return cipher.NewCTR(block, counter)
	}
	// The first counter is a hash of the vector. The first block of the key stream decrypts to it.
	first := aead.Seal(nil, iv, make([]byte, 16), nil)[:16]
	counter := make([]byte, 16)
	block.Decrypt(counter, first)
	return cipher.NewCTR(block, counter)
}

var errAuthentication = webidl.PlainError("Authentication failed")

func (t *transform) update(b []byte) ([]byte, error) {
	if t.aead != nil {
		if t.stream == nil && t.rest != nil {
			return nil, webidl.PlainError("update() can only be invoked once on an AEAD")
		}
		t.rest = append(t.rest, b...)
	}
	switch {
	case t.stream != nil:
		out := make([]byte, len(b))
		t.stream.XORKeyStream(out, b)
		return out, nil
	case t.aead != nil:
		return t.aead.Seal(nil, t.iv, b, nil)[:len(b)], nil // the same key stream either way
	}
	t.rest = append(t.rest, b...)
	n := len(t.rest) / t.info.block * t.info.block
	if t.decrypt && t.padding && n == len(t.rest) && n > 0 {
		n -= t.info.block // the last block may be padding
	}
	out := make([]byte, n)
	t.blocks(out, t.rest[:n])
	t.rest = append([]byte(nil), t.rest[n:]...)
	return out, nil
}

func (t *transform) final() ([]byte, error) {
	if t.done {
		return nil, webidl.PlainError("Cipher/decipher context has already been finalized")
	}
	if t.aead != nil {
		return nil, t.authenticate()
	}
	t.done = true
	if t.stream != nil {
		return nil, nil
	}
	size := t.info.block
	switch {
	case !t.padding && len(t.rest) == 0:
		return nil, nil
	case !t.padding && len(t.rest)%size != 0, t.decrypt && len(t.rest) != size:
		return nil, errAuthentication
	case !t.decrypt && t.padding:
		n := size - len(t.rest)
		for range n {
			t.rest = append(t.rest, byte(n))
		}
	}
	out := make([]byte, len(t.rest))
	t.blocks(out, t.rest)
	if !t.decrypt || !t.padding {
		return out, nil
	}
	n := int(out[size-1])
	if n == 0 || n > size {
		return nil, errAuthentication
	}
	for _, c := range out[size-n:] {
		if int(c) != n {
			return nil, errAuthentication
		}
	}
	return out[:size-n], nil
}

// authenticate makes the tag of a message, or checks it.
func (t *transform) authenticate() error {
	if !t.decrypt {
		t.done = true
		sealed := t.aead.Seal(nil, t.iv, t.rest, t.extra)
		t.tag = sealed[len(t.rest):]
		return nil
	}
	if t.tag == nil {
		return webidl.PlainError("No auth tag provided")
	}
	t.done = true
	n := len(t.rest)
	plain := t.aead.Seal(nil, t.iv, t.rest, nil)[:n] // the same key stream either way
	tag := t.aead.Seal(nil, t.iv, plain, t.extra)[n:]
	if subtle.ConstantTimeCompare(tag[:min(len(tag), len(t.tag))], t.tag) != 1 {
		return errAuthentication
	}
	return nil
}

// cipherNatives are the functions behind the ciphers of node:crypto.
var cipherNatives = map[string]func(*webidl.Call) (any, error){
	"cipherNames": func(*webidl.Call) (any, error) { return strings.Fields(cipherNames), nil },
	// cipherInfo(name) answers what is known of a cipher, by its name or number; undefined if there is none.
	"cipherInfo": func(c *webidl.Call) (any, error) {
		info, ok := ciphers[strings.ToLower(c.String(0))]
		for _, other := range ciphers {
			if !ok && c.Arg(0).ToInteger() == int64(other.nid) {
				info, ok = other, true
			}
		}
		if !ok {
			return nil, nil
		}
		o := c.Realm.VM.NewObject()
		for _, p := range []struct {
			name  string
			value any
		}{{"name", info.name}, {"nid", info.nid}, {"blockSize", info.block}, {"ivLength", info.iv}, {"keyLength", info.key}, {"mode", info.mode}} {
			_ = o.Set(p.name, p.value)
		}
		return o, nil
	},
	// cipherStart(name, key, iv, decrypt)
	"cipherStart": func(c *webidl.Call) (any, error) {
		t, err := newTransform(c.String(0), c.Bytes(1), c.Bytes(2), c.Bool(3))
		return hold(c.Realm, t), err
	},
	"cipherUpdate": func(c *webidl.Call) (any, error) {
		b, err := held[*transform](c, 0).update(view(c, 1))
		return c.Realm.Uint8Array(b), err
	},
	"cipherFinal": func(c *webidl.Call) (any, error) {
		b, err := held[*transform](c, 0).final()
		return c.Realm.Uint8Array(b), err
	},
	"cipherPadding": func(c *webidl.Call) (any, error) {
		held[*transform](c, 0).padding = c.Bool(1)
		return nil, nil
	},
	"cipherExtra": func(c *webidl.Call) (any, error) {
		t := held[*transform](c, 0)
		if !t.info.authenticated {
			return nil, webidl.PlainError("Cipher does not support authenticated mode")
		}
		t.extra = append(t.extra, view(c, 1)...)
		return nil, nil
	},
	// cipherTag(state, tag) sets a tag, or answers it.
	"cipherTag": func(c *webidl.Call) (any, error) {
		t := held[*transform](c, 0)
		if c.Given(1) {
			tag := c.Bytes(1)
			switch {
			case !t.info.authenticated:
				return nil, webidl.PlainError("Cipher does not support authenticated mode")
			case len(tag) != 4 && len(tag) != 8 && (len(tag) < 12 || len(tag) > 16):
				return nil, webidl.PlainError("Invalid authentication tag length")
			}
			t.tag = tag
			return nil, nil
		}
		if !t.done {
			return nil, webidl.PlainError("Auth tag is only available once cipher context has been finalized")
		}
		return c.Realm.Uint8Array(t.tag), nil
	},
}
