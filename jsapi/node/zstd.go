package node

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"

	"github.com/klauspost/compress/zstd"

	"github.com/dodev/dodev/jsapi/webidl"
)

// zstdCompressor makes one frame that says how long it is of what comes before the first flush and the end. What is more
// than maxWhole, or is flushed, goes out as it comes.
type zstdCompressor struct {
	options []zstd.EOption
	begun   bytes.Buffer
	z       *compressor
}

const maxWhole = 4 << 20

func newZstdCompressor(o zlibOptions) (codec, error) {
	options := []zstd.EOption{
		zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true), zstd.WithEncoderLevel(zstd.EncoderLevelFromZstd(o.quality)),
		zstd.WithEncoderCRC(o.checksum), zstd.WithZeroFrames(true), zstd.WithSingleSegment(true),
	}
	if o.window > 0 {
		options = append(options, zstd.WithWindowSize(1<<min(o.window, 29)))
	}
	return &zstdCompressor{options: options}, nil
}

func (c *zstdCompressor) write(b []byte) ([]byte, error) {
	if c.z != nil {
		return c.z.write(b)
	}
	c.begun.Write(b)
	if c.begun.Len() <= maxWhole {
		return nil, nil
	}
	return c.stream()
}

// stream goes over to what comes as it comes.
func (c *zstdCompressor) stream() ([]byte, error) {
	c.z = &compressor{}
	to, err := zstd.NewWriter(&c.z.out, append(c.options, zstd.WithSingleSegment(false))...)
	if err != nil {
		return nil, err
	}
	c.z.to = to
	b, err := c.z.write(c.begun.Bytes())
	c.begun = bytes.Buffer{}
	return b, err
}

func (c *zstdCompressor) flush() ([]byte, error) {
	var before []byte
	if c.z == nil {
		var err error
		if before, err = c.stream(); err != nil {
			return nil, err
		}
	}
	b, err := c.z.flush()
	return append(before, b...), err
}

func (c *zstdCompressor) end(whole bool) ([]byte, error) {
	if c.z != nil {
		return c.z.end(whole)
	}
	to, err := zstd.NewWriter(nil, c.options...)
	if err != nil {
		return nil, err
	}
	return to.EncodeAll(c.begun.Bytes(), nil), nil
}

// openZstd answers a reader of frames, or of nothing where there is nothing.
func openZstd(r io.Reader) (io.Reader, error) {
	if _, err := r.(*bufio.Reader).Peek(1); errors.Is(err, io.EOF) {
		return r, nil
	}
	z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(1<<31))
	if err != nil {
		return nil, err
	}
	return zstdReader{z}, nil
}

// zstdReader says what is wrong in the platform's words.
type zstdReader struct{ r io.Reader }

// Read reads.
func (z zstdReader) Read(p []byte) (int, error) {
	n, err := z.r.Read(p)
	what := ""
	switch {
	case err == nil, errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, errStopped):
		return n, err
	case errors.Is(err, zstd.ErrMagicMismatch):
		what = "Unknown frame descriptor"
	case errors.Is(err, zstd.ErrCRCMismatch):
		what = "Restored data doesn't match checksum"
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		what = "Frame requires too much memory for decoding"
	case errors.Is(err, zstd.ErrUnknownDictionary):
		what = "Dictionary mismatch"
	default:
		what = "Data corruption detected"
	}
	return n, webidl.PlainError("Zstd decompression failed: %s", what)
}

// zstdFrame answers how long the first frame of b is: all of b if it does not end in there.
func zstdFrame(b []byte) int {
	var h zstd.Header
	if err := h.Decode(b); err != nil {
		return len(b)
	}
	if h.Skippable {
		return min(len(b), h.HeaderSize+int(h.SkippableSize))
	}
	for at := h.HeaderSize; at+3 <= len(b); {
		block := uint32(b[at]) | uint32(binary.LittleEndian.Uint16(b[at+1:]))<<8
		last, kind, size := block&1 == 1, block>>1&3, int(block>>3)
		if kind == 1 { // one byte, repeated
			size = 1
		}
		at += 3 + size
		if last {
			if h.HasCheckSum {
				at += 4
			}
			return min(len(b), at)
		}
	}
	return len(b)
}
