package jsapi

import (
	"github.com/dodev/dodev/jsapi/webidl"
)

// identityTransformStreamClass implements Cloudflare's IdentityTransformStream: bytes pass unchanged, and a
// write is done when its bytes are read.
// https://developers.cloudflare.com/workers/runtime-apis/streams/transformstream/#identitytransformstream
var identityTransformStreamClass = &webidl.Interface[IdentityTransformStream]{
	Name:     "IdentityTransformStream",
	Inherits: transformStreamClass,
	Constructor: func(c *webidl.Call) (*IdentityTransformStream, error) {
		if err := RequireHandler(c.Realm); err != nil {
			return nil, err
		}
		mark, err := identityMark(c, 0)
		if err != nil {
			return nil, err
		}
		t := &IdentityTransformStream{}
		t.setUpIdentity(c.Realm, -1, mark)
		return t, nil
	},
}

// IdentityTransformStream passes bytes on.
type IdentityTransformStream struct{ TransformStream }

// Super answers the TransformStream part.
func (t *IdentityTransformStream) Super() any { return &t.TransformStream }

// fixedLengthStreamClass implements Cloudflare's FixedLengthStream, which knows how many bytes will pass.
// https://developers.cloudflare.com/workers/runtime-apis/streams/transformstream/#fixedlengthstream
var fixedLengthStreamClass = &webidl.Interface[FixedLengthStream]{
	Name:     "FixedLengthStream",
	Inherits: identityTransformStreamClass,
	Constructor: func(c *webidl.Call) (*FixedLengthStream, error) {
		if err := RequireHandler(c.Realm); err != nil {
			return nil, err
		}
		if len(c.Args) == 0 {
			return nil, c.Bad(0, "bigint")
		}
		length, err := unsigned(c.Realm, c.Arg(0))
		if err != nil {
			return nil, err
		}
		if length >= 1<<53 {
			return nil, webidl.TypeError("FixedLengthStream requires an integer expected length less than 2^53.")
		}
		mark, err := identityMark(c, 1)
		if err != nil {
			return nil, err
		}
		mark.n = min(mark.n, int64(length))
		t := &FixedLengthStream{}
		t.setUpIdentity(c.Realm, int64(length), mark)
		return t, nil
	},
}

// FixedLengthStream passes a number of bytes that is known beforehand.
type FixedLengthStream struct{ IdentityTransformStream }

// Super answers the IdentityTransformStream part.
func (t *FixedLengthStream) Super() any { return &t.IdentityTransformStream }

// identityMark reads argument i, a strategy that has no size.
func identityMark(c *webidl.Call, i int) (mark highWaterMark, err error) {
	if v, ok := c.Dict(i, "QueuingStrategy").Member("highWaterMark"); ok {
		n, err := unsigned(c.Realm, v)
		return highWaterMark{int64(n), true}, err
	}
	return mark, nil
}

// setUpIdentity connects the two sides by a pipe of bytes; length is how many will pass, -1 when unknown. The
// mark counts bytes; without one the stream always wants one more.
func (t *TransformStream) setUpIdentity(r *webidl.Realm, length int64, mark highWaterMark) {
	t.setUpPipe(r, &identityPipe{realm: r, left: length, mark: mark})
}
