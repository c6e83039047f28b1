package node

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"hash/crc32"
	"io"
	"iter"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// codec is a compression or decompression that is under way. Each method answers what it made.
type codec interface {
	write([]byte) ([]byte, error)
	flush() ([]byte, error)
	// end finishes. If whole is set a message that is cut off is an error.
	end(whole bool) ([]byte, error)
}

// compressor is a codec over one of Go's writers.
type compressor struct {
	to interface {
		io.WriteCloser
		Flush() error
	}
	out bytes.Buffer
}

func (z *compressor) taken(err error) ([]byte, error) {
	b := bytes.Clone(z.out.Bytes())
	z.out.Reset()
	return b, err
}

func (z *compressor) write(b []byte) ([]byte, error) {
	_, err := z.to.Write(b)
	return z.taken(err)
}

func (z *compressor) flush() ([]byte, error)   { return z.taken(z.to.Flush()) }
func (z *compressor) end(bool) ([]byte, error) { return z.taken(z.to.Close()) }

// decompressor is a codec over one of Go's readers, which runs as a coroutine: where it needs input that is not there
// yet, it waits for the next write.
type decompressor struct {
	open  func(io.Reader) (io.Reader, error)
	input []byte
	last  bool
	next  func() ([]byte, bool)
	stop  func()
	err   error
	over  bool
}

func newDecompressor(open func(io.Reader) (io.Reader, error)) *decompressor {
	z := &decompressor{open: open}
	z.next, z.stop = iter.Pull(func(yield func([]byte) bool) {
		source := bufio.NewReader(&waiting{z, yield})
		r, err := z.open(source)
		buffer := make([]byte, 32<<10)
		for err == nil {
			var n int
			n, err = r.Read(buffer)
			if n > 0 && !yield(bytes.Clone(buffer[:n])) {
				return
			}
		}
		if !errors.Is(err, io.EOF) || r == nil {
			z.err = err
		}
		z.over = true
	})
	return z
}

// waiting is the input of a decompressor's coroutine.
type waiting struct {
	z     *decompressor
	yield func([]byte) bool
}

var errStopped = errors.New("stopped")

// Read waits for input.
func (w *waiting) Read(p []byte) (int, error) {
	for len(w.z.input) == 0 {
		if w.z.last {
			return 0, io.EOF
		}
		if !w.yield(nil) {
			return 0, errStopped
		}
	}
	n := copy(p, w.z.input)
	w.z.input = w.z.input[n:]
	return n, nil
}

// drain runs the coroutine until it needs input.
func (z *decompressor) drain() ([]byte, error) {
	var out []byte
	for !z.over {
		b, ok := z.next()
		if !ok || b == nil {
			break
		}
		out = append(out, b...)
	}
	return out, z.err
}

func (z *decompressor) write(b []byte) ([]byte, error) {
	if z.over { // what follows a message is left alone
		return nil, nil
	}
	z.input = bytes.Clone(b)
	out, err := z.drain()
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return out, err
}

func (z *decompressor) flush() ([]byte, error) { return nil, nil }

func (z *decompressor) end(whole bool) ([]byte, error) {
	z.last = true
	out, err := z.drain()
	z.stop()
	if !whole && (errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF)) {
		err = nil
	}
	return out, err
}

// zlibOptions are those of a codec.
type zlibOptions struct {
	level, quality int
	dictionary     []byte
	// window is the logarithm of a Zstandard window's size, 0 what fits.
	window   int
	checksum bool
}

// newCodec answers a codec by its mode, which is the number that the platform gives it.
func newCodec(mode int, o zlibOptions) (codec, error) {
	level := o.level
	switch mode {
	case 10:
		return newZstdCompressor(o)
	case 11:
		return newDecompressor(openZstd), nil
	case 1, 3, 5, 9:
		z := &compressor{}
		var err error
		switch {
		case mode == 9:
			z.to = brotli.NewWriterLevel(&z.out, o.quality)
		case mode == 1:
			z.to, err = zlib.NewWriterLevelDict(&z.out, level, o.dictionary)
		case mode == 3:
			var w *gzip.Writer
			if w, err = gzip.NewWriterLevel(&z.out, level); err == nil {
				w.OS = 3
				z.to = w
			}
		default:
			z.to, err = flate.NewWriterDict(&z.out, level, o.dictionary)
		}
		return z, err
	}
	inflate := func(r io.Reader) (io.Reader, error) {
		z, err := zlib.NewReaderDict(r, o.dictionary)
		if err != nil {
			return nil, err
		}
		return z, nil
	}
	gunzip := func(r io.Reader) (io.Reader, error) {
		if magic, err := r.(*bufio.Reader).Peek(2); err == nil && (magic[0] != 0x1f || magic[1] != 0x8b) {
			return nil, gzip.ErrHeader
		}
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, err
		}
		z.Multistream(false)
		return &members{r.(*bufio.Reader), z}, nil
	}
	switch mode {
	case 2:
		return newDecompressor(inflate), nil
	case 4:
		return newDecompressor(gunzip), nil
	case 6:
		return newDecompressor(func(r io.Reader) (io.Reader, error) { return flate.NewReaderDict(r, o.dictionary), nil }), nil
	case 7:
		return newDecompressor(func(r io.Reader) (io.Reader, error) {
			if first, err := r.(*bufio.Reader).Peek(2); err == nil && first[0] == 0x1f && first[1] == 0x8b {
				return gunzip(r)
			}
			return inflate(r)
		}), nil
	}
	return newDecompressor(func(r io.Reader) (io.Reader, error) { return brotliReader{brotli.NewReader(r)}, nil }), nil
}

// members reads gzip members one behind the other; what is none is an error.
type members struct {
	source *bufio.Reader
	z      *gzip.Reader
}

// Read reads.
func (m *members) Read(p []byte) (int, error) {
	n, err := m.z.Read(p)
	if !errors.Is(err, io.EOF) {
		return n, err
	}
	magic, more := m.source.Peek(2)
	switch {
	case len(magic) == 0, magic[0] == 0: // padding
		return n, err
	case more != nil || magic[0] != 0x1f || magic[1] != 0x8b:
		return n, gzip.ErrHeader
	}
	err = m.z.Reset(m.source)
	m.z.Multistream(false)
	return n, err
}

// brotliReader says what is wrong in the platform's words.
type brotliReader struct{ r io.Reader }

// Read reads.
func (b brotliReader) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	switch {
	case err == nil, errors.Is(err, io.EOF):
	case errors.Is(err, io.ErrUnexpectedEOF):
		err = errBrotliEnd
	default:
		err = &formatError{strings.TrimPrefix(err.Error(), "brotli: ")}
	}
	return n, err
}

// formatError is Brotli that is none, by the library's name for what is wrong.
type formatError struct{ name string }

// Error is all that the message says.
func (*formatError) Error() string { return "Compression failed" }

var errBrotliEnd = webidl.PlainError("Unexpected end of file")

// zlibError says what is wrong in zlib's words.
func zlibError(err error, dictionary []byte) error {
	var corrupt flate.CorruptInputError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, zlib.ErrHeader), errors.Is(err, gzip.ErrHeader):
		return webidl.PlainError("incorrect header check")
	case errors.Is(err, zlib.ErrChecksum), errors.Is(err, gzip.ErrChecksum):
		return webidl.PlainError("incorrect data check")
	case errors.Is(err, zlib.ErrDictionary) && dictionary == nil:
		return webidl.PlainError("Missing dictionary")
	case errors.Is(err, zlib.ErrDictionary):
		return webidl.PlainError("Bad dictionary")
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return webidl.PlainError("unexpected end of file")
	case errors.As(err, &corrupt):
		return webidl.PlainError("invalid block type")
	}
	return err
}

// zlibStream is a codec as script holds it.
type zlibStream struct {
	codec      codec
	dictionary []byte
}

func zlibStep(run func(*webidl.Call, codec) ([]byte, error)) func(*webidl.Call) (any, error) {
	return func(c *webidl.Call) (any, error) {
		z := held[*zlibStream](c, 0)
		b, err := run(c, z.codec)
		var format *formatError
		if errors.As(err, &format) {
			e := c.Realm.NewError("Error", err.Error())
			_ = e.DefineDataProperty("format", c.Realm.VM.ToValue(format.name), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
			return nil, webidl.Throw(e)
		}
		if err != nil {
			return nil, zlibError(err, z.dictionary)
		}
		return c.Realm.Uint8Array(b), nil
	}
}

// zlibNatives are the functions behind node:zlib.
var zlibNatives = map[string]func(*webidl.Call) (any, error){
	// zlibStart(mode, level, quality, dictionary, window, checksum)
	"zlibStart": func(c *webidl.Call) (any, error) {
		o := zlibOptions{level: int(c.Integer(1)), quality: int(c.Integer(2)), window: int(c.Integer(4)), checksum: c.Bool(5)}
		if c.Given(3) {
			o.dictionary = c.Bytes(3)
		}
		z, err := newCodec(int(c.Integer(0)), o)
		return hold(c.Realm, &zlibStream{z, o.dictionary}), err
	},
	"zlibWrite": zlibStep(func(c *webidl.Call, z codec) ([]byte, error) { return z.write(view(c, 1)) }),
	"zlibFlush": zlibStep(func(_ *webidl.Call, z codec) ([]byte, error) { return z.flush() }),
	// zlibEnd(state, whole)
	"zlibEnd":   zlibStep(func(c *webidl.Call, z codec) ([]byte, error) { return z.end(c.Bool(1)) }),
	"zstdFrame": func(c *webidl.Call) (any, error) { return zstdFrame(view(c, 0)), nil },
	// crc32(bytes, before)
	"crc32": func(c *webidl.Call) (any, error) {
		return int64(crc32.Update(uint32(c.Integer(1)), crc32.IEEETable, view(c, 0))), nil
	},
}
