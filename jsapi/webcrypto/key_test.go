package webcrypto

import (
	"bytes"
	"encoding/hex"
	"errors"

	"strings"
	"testing"
)

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func secret(t *testing.T, name string, data []byte, usages ...string) *Key {
	t.Helper()
	i := &Import{Params: Params{Name: name}, Format: "raw", Data: data, Extractable: true, Usages: usages}
	k, err := i.Key()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// TestWrap has the vectors of https://www.rfc-editor.org/rfc/rfc3394#section-4.
func TestWrap(t *testing.T) {
	for _, c := range []struct{ name, kek, key, want string }{
		{"128 with 128", "000102030405060708090A0B0C0D0E0F", "00112233445566778899AABBCCDDEEFF",
			"1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5"},
		{"256 with 256", "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
			"00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F",
			"28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21"},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := secret(t, "AES-KW", unhex(t, c.kek), "wrapKey", "unwrapKey")
			wrapped, err := k.Wrap(nil, unhex(t, c.key))
			if got := strings.ToUpper(hex.EncodeToString(wrapped)); err != nil || got != c.want {
				t.Fatalf("wrap: got %s, %v, want %s", got, err, c.want)
			}
			key, err := k.Unwrap(nil, wrapped)
			if err != nil || !bytes.Equal(key, unhex(t, c.key)) {
				t.Errorf("unwrap: got %x, %v, want %s", key, err, c.key)
			}
		})
	}
}

// TestCounter compares counters that begin again with those that are told where they are.
func TestCounter(t *testing.T) {
	k := secret(t, "AES-CTR", make([]byte, 16), "encrypt")
	data := make([]byte, 48)
	for _, bits := range []int{2, 8, 64} {
		counter := bytes.Repeat([]byte{0xff}, 16)
		got, err := k.Encrypt(&Params{Counter: counter, Length: &bits}, data)
		if err != nil {
			t.Fatal(err)
		}
		rest := bytes.Clone(counter)
		for n := range bits {
			rest[15-n/8] &^= 1 << (n % 8)
		}
		first, _ := k.Encrypt(&Params{Counter: counter, Length: &bits}, data[:16])
		second, err := k.Encrypt(&Params{Counter: rest, Length: &bits}, data[16:])
		if want := append(first, second...); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bits: got %x, want %x, %v", bits, got, want, err)
		}
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { return len(b), nil }

func TestUnsalted(t *testing.T) {
	bits, name, salt := 1024, "SHA-256", 0
	g := &Generate{Params: Params{Name: "rsa-pss", Hash: &name, ModulusLength: &bits, PublicExponent: []byte{3}, Random: zeros{}}, Usages: []string{"sign", "verify"}}
	public, private, err := g.Keys()
	if err != nil {
		t.Fatal(err)
	}
	p := &Params{SaltLength: &salt, Random: zeros{}}
	s, err := private.Sign(p, []byte("hello"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		data string
		salt int
		want bool
	}{{"hello", 0, true}, {"hallo", 0, false}, {"hello", 1, false}} {
		if got, err := public.Verify(&Params{SaltLength: &c.salt}, s, []byte(c.data)); err != nil || got != c.want {
			t.Errorf("%q with %d bytes of salt: got %t, %v, want %t", c.data, c.salt, got, err, c.want)
		}
	}
}

func TestWebKeys(t *testing.T) {
	name := "P-256"
	g := &Generate{Params: Params{Name: "ECDSA", NamedCurve: &name, Random: zeros{}}, Extractable: true, Usages: []string{"sign"}}
	_, private, err := g.Keys()
	if err != nil {
		t.Fatal(err)
	}
	_, jwk, err := private.Export("jwk")
	if err != nil {
		t.Fatal(err)
	}
	again, err := (&Import{Params: g.Params, Format: "jwk", JWK: jwk, Extractable: true, Usages: []string{"sign"}}).Key()
	if err != nil {
		t.Fatal(err)
	}
	one, _, _ := private.Export("pkcs8")
	two, _, err := again.Export("pkcs8")
	if err != nil || !bytes.Equal(one, two) {
		t.Errorf("through a JSON Web Key: got %x, %v, want %x", two, err, one)
	}
	bad := "!!"
	jwk.X = &bad
	var e *Error
	if _, err := (&Import{Params: g.Params, Format: "jwk", JWK: jwk, Usages: []string{"sign"}}).Key(); !errors.As(err, &e) || e.Name != "DataError" {
		t.Errorf("a wrong coordinate: got %v", err)
	}
}
