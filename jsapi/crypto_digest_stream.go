package jsapi

import (
	"hash"
	"hash/crc32"
	"hash/crc64"
	"math/big"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webcrypto"
	"github.com/dodev/dodev/jsapi/webidl"
)

// digestStreamClass is crypto.DigestStream, which is no global.
// https://developers.cloudflare.com/workers/runtime-apis/web-crypto/#constructors
var digestStreamClass = &webidl.Interface[DigestStream]{
	Name:     "DigestStream",
	Inherits: writableStreamClass,
	If:       never,
	Constructor: func(c *webidl.Call) (*DigestStream, error) {
		p, err := algorithmArgument(c, 0, "HashAlgorithm")
		if err != nil {
			return nil, err
		}
		return newDigestStream(c.Realm, p.Name)
	},
	Attributes: []webidl.Attribute[DigestStream]{
		{Name: "digest", Get: func(d *DigestStream, _ *webidl.Call) (any, error) { return d.digest.object(), nil }},
		{Name: "bytesWritten", Prototype: true, Get: func(d *DigestStream, _ *webidl.Call) (any, error) {
			return big.NewInt(d.written), nil
		}},
	},
	Dispose: func(d *DigestStream, c *webidl.Call) (any, error) {
		d.fail(c.Realm.Exception(webidl.TypeError("The DigestStream was disposed.")))
		return nil, nil
	},
}

// DigestStream is a writable stream that hashes what is written to it.
type DigestStream struct {
	realm   *webidl.Realm
	stream  *WritableStream
	hash    hash.Hash // nil once it is over
	failed  goja.Value
	digest  *streamPromise
	written int64
}

// Super answers the WritableStream part.
func (d *DigestStream) Super() any { return d.stream }

// crc64NVME is the table of that checksum, reflected.
const crc64NVME = 0x9a6c9329ac4bc9b5

func newDigestStream(r *webidl.Realm, name string) (*DigestStream, error) {
	d := &DigestStream{realm: r, digest: &streamPromise{realm: r}}
	switch strings.ToLower(name) {
	case "crc32":
		d.hash = crc32.NewIEEE()
	case "crc32c":
		d.hash = crc32.New(crc32.MakeTable(crc32.Castagnoli))
	case "crc64nvme":
		d.hash = crc64.New(crc64.MakeTable(crc64NVME))
	default:
		digest, err := webcrypto.DigestNamed(name)
		if err != nil {
			return nil, cryptoError(err)
		}
		d.hash = digest.New()
	}
	d.stream = makeWritableStream(r, sinkAlgorithms{write: d.write, close: d.close, abort: d.abort}, 1, nil)
	return d, nil
}

// write takes bytes or text.
func (d *DigestStream) write(args ...goja.Value) (any, error) {
	b, ok := d.realm.Bytes(args[0])
	if s, text := args[0].(goja.String); text {
		b, ok = []byte(s.String()), true
	}
	switch {
	case !ok:
		return nil, webidl.TypeError("DigestStream is a byte stream but received an object of non-ArrayBuffer/ArrayBufferView/string type on its writable side.")
	case d.failed != nil:
		return nil, webidl.Throw(d.failed)
	case d.hash != nil:
		d.hash.Write(b)
		d.written += int64(len(b))
	}
	return nil, nil
}

func (d *DigestStream) close(...goja.Value) (any, error) {
	if d.failed != nil {
		return nil, webidl.Throw(d.failed)
	}
	if d.hash != nil {
		sum := d.hash.Sum(nil)
		d.hash = nil
		d.digest.resolve(d.realm.Value(sum))
	}
	return nil, nil
}

func (d *DigestStream) abort(args ...goja.Value) (any, error) {
	d.fail(args[0])
	return nil, nil
}

func (d *DigestStream) fail(reason goja.Value) {
	if d.hash != nil {
		d.hash, d.failed = nil, reason
		d.digest.reject(reason)
	}
}
