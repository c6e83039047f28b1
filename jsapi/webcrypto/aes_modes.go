package webcrypto

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/subtle"
	"encoding/binary"
	"math/big"
	"slices"
)

type gcmKey struct{ aesKey }

// open answers the mode for the options, and how many bytes its tag has.
func (m *gcmKey) open(p *Params) (cipher.AEAD, int, error) {
	if p.IV == nil {
		return nil, 0, missing("iv", "algorithm")
	}
	if len(p.IV) == 0 {
		return nil, 0, operationError("AES-GCM IV must not be empty.")
	}
	bits := 128
	if p.TagLength != nil {
		bits = *p.TagLength
	}
	if !slices.Contains([]int{32, 64, 96, 104, 112, 120, 128}, bits) {
		return nil, 0, operationError("Invalid AES-GCM tag length %d.", bits)
	}
	aead, err := cipher.NewGCMWithNonceSize(m.block, len(p.IV))
	return aead, bits / 8, err
}

func (m *gcmKey) encrypt(_ *Key, p *Params, data []byte) ([]byte, error) {
	aead, tag, err := m.open(p)
	if err != nil {
		return nil, err
	}
	out := aead.Seal(make([]byte, 0, len(data)+aead.Overhead()), p.IV, data, p.AdditionalData)
	return out[:len(data)+tag], nil
}

func (m *gcmKey) decrypt(k *Key, p *Params, data []byte) ([]byte, error) {
	aead, tag, err := m.open(p)
	if err != nil {
		return nil, err
	}
	n := len(data) - tag
	if n < 0 {
		return nil, operationError("Ciphertext length of %d bits must be greater than or equal to the size of the AES-GCM tag length of %d bits.",
			len(data)*8, tag*8)
	}
	if tag == aead.Overhead() {
		out, err := aead.Open(make([]byte, 0, n), p.IV, data, p.AdditionalData)
		if err != nil {
			return nil, errDecrypt(k, n, n)
		}
		return out, nil
	}
	// The library knows no short tags: the mode is its own inverse but for them.
	out := aead.Seal(nil, p.IV, data[:n], p.AdditionalData)[:n:n]
	sealed := aead.Seal(nil, p.IV, out, p.AdditionalData)
	if subtle.ConstantTimeCompare(sealed[n:n+tag], data[n:]) != 1 {
		return nil, errDecrypt(k, n, n)
	}
	return out, nil
}

type cbcKey struct{ aesKey }

func (m *cbcKey) encrypt(_ *Key, p *Params, data []byte) ([]byte, error) {
	if p.IV == nil {
		return nil, missing("iv", "algorithm")
	}
	if len(p.IV) != aes.BlockSize {
		return nil, operationError("AES-CBC IV must be 16 bytes long (provided %d bytes).", len(p.IV))
	}
	pad := aes.BlockSize - len(data)%aes.BlockSize
	out := make([]byte, len(data)+pad)
	for n := copy(out, data); n < len(out); n++ {
		out[n] = byte(pad)
	}
	cipher.NewCBCEncrypter(m.block, p.IV).CryptBlocks(out, out)
	return out, nil
}

func (m *cbcKey) decrypt(k *Key, p *Params, data []byte) ([]byte, error) {
	if p.IV == nil {
		return nil, missing("iv", "algorithm")
	}
	if len(p.IV) != aes.BlockSize {
		return nil, operationError("AES-CBC IV must be 16 bytes long (provided %d).", len(p.IV))
	}
	if len(data)%aes.BlockSize != 0 || len(data) == 0 {
		return nil, errDecrypt(k, len(data), len(data)/aes.BlockSize*aes.BlockSize)
	}
	out := make([]byte, len(data))
	cipher.NewCBCDecrypter(m.block, p.IV).CryptBlocks(out, data)
	pad := int(out[len(out)-1])
	bad := pad == 0 || pad > aes.BlockSize
	for n := len(out) - min(max(pad, 1), aes.BlockSize); n < len(out); n++ {
		bad = bad || int(out[n]) != pad
	}
	if bad {
		return nil, errDecrypt(k, len(data), len(data)-aes.BlockSize)
	}
	return out[:len(out)-pad], nil
}

type ctrKey struct{ aesKey }

func (m *ctrKey) encrypt(_ *Key, p *Params, data []byte) ([]byte, error) {
	switch {
	case p.Counter == nil:
		return nil, typeError("Missing \"counter\" member in \"algorithm\".")
	case len(p.Counter) != aes.BlockSize:
		return nil, operationError("Counter must have length of 16 bytes (provided %d).", len(p.Counter))
	case p.Length == nil:
		return nil, typeError("Missing \"length\" member in \"algorithm\".")
	case *p.Length <= 0 || *p.Length > 128:
		return nil, operationError("Invalid counter of %d bits length provided.", *p.Length)
	}
	bits := uint(*p.Length)
	values := new(big.Int).Lsh(big.NewInt(1), bits)
	blocks := big.NewInt(int64((len(data) + aes.BlockSize - 1) / aes.BlockSize))
	if blocks.Cmp(values) > 0 {
		return nil, operationError("Counter block values will repeat.")
	}
	counter := new(big.Int).SetBytes(p.Counter)
	prefix := new(big.Int).AndNot(counter, new(big.Int).Sub(values, big.NewInt(1)))
	left := new(big.Int).Sub(values, new(big.Int).Sub(counter, prefix))
	out := make([]byte, len(data))
	if left.Cmp(blocks) >= 0 {
		cipher.NewCTR(m.block, p.Counter).XORKeyStream(out, data)
		return out, nil
	}
	// Only the last bits count; when they are through, they begin again.
	n := int(left.Int64()) * aes.BlockSize
	cipher.NewCTR(m.block, p.Counter).XORKeyStream(out[:n], data[:n])
	cipher.NewCTR(m.block, prefix.FillBytes(make([]byte, aes.BlockSize))).XORKeyStream(out[n:], data[n:])
	return out, nil
}

func (m *ctrKey) decrypt(k *Key, p *Params, data []byte) ([]byte, error) {
	return m.encrypt(k, p, data)
}

// kwKey wraps keys. https://www.rfc-editor.org/rfc/rfc3394
type kwKey struct{ aesKey }

const kwCheck = 0xa6a6a6a6a6a6a6a6

func (m *kwKey) wrap(_ *Key, _ *Params, data []byte) ([]byte, error) {
	switch {
	case len(data)%8 != 0:
		return nil, operationError("Unwrapped key bit length must be a multiple of 64 bits but unwrapped key has a length of %d bits.", len(data)*8)
	case len(data) < 16:
		return nil, operationError("Unwrapped key has length %d bytes but it should be greater than or equal to 16 and less than or equal to %d",
			len(data), uint64(1<<64-1-8))
	}
	n := len(data) / 8
	out := make([]byte, len(data)+8)
	copy(out[8:], data)
	var b [aes.BlockSize]byte
	binary.BigEndian.PutUint64(b[:8], kwCheck)
	for j := range 6 {
		for i := 1; i <= n; i++ {
			copy(b[8:], out[8*i:8*i+8])
			m.block.Encrypt(b[:], b[:])
			binary.BigEndian.PutUint64(b[:8], binary.BigEndian.Uint64(b[:8])^uint64(n*j+i))
			copy(out[8*i:], b[8:])
		}
	}
	copy(out, b[:8])
	return out, nil
}

func (m *kwKey) unwrap(k *Key, _ *Params, data []byte) ([]byte, error) {
	switch {
	case len(data)%8 != 0:
		return nil, operationError("Provided a wrapped key to unwrap that is %d bits which isn't a multiple of 64 bits.", len(data)*8)
	case len(data) < 24:
		return nil, operationError("Provided a wrapped key to unwrap this is %d bits that is less than the minimal length of 192 bits.", len(data)*8)
	}
	n := len(data)/8 - 1
	out := append([]byte(nil), data[8:]...)
	var b [aes.BlockSize]byte
	copy(b[:8], data)
	for j := 5; j >= 0; j-- {
		for i := n; i >= 1; i-- {
			binary.BigEndian.PutUint64(b[:8], binary.BigEndian.Uint64(b[:8])^uint64(n*j+i))
			copy(b[8:], out[8*i-8:8*i])
			m.block.Decrypt(b[:], b[:])
			copy(out[8*i-8:], b[8:])
		}
	}
	if binary.BigEndian.Uint64(b[:8]) != kwCheck {
		return nil, operationError("%s key unwrapping failed.", k.Name)
	}
	return out, nil
}
