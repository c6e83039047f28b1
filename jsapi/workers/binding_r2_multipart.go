package workers

import (
	"context"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bindings/r2"
	"github.com/dodev/dodev/jsapi/webidl"
)

// r2Upload is an R2MultipartUpload.
type r2Upload struct {
	bucket  *r2.Bucket
	key, id string
}

var r2UploadClass = &webidl.Interface[r2Upload]{
	Name: "R2MultipartUpload",
	Fields: []webidl.Field[r2Upload]{
		{Name: "uploadId", Value: func(u *r2Upload, _ *webidl.Realm) any { return u.id }},
		{Name: "key", Value: func(u *r2Upload, _ *webidl.Realm) any { return u.key }},
	},
	Operations: []webidl.Operation[r2Upload]{
		{Name: "uploadPart", Run: asked((*r2Upload).uploadPart)},
		{Name: "abort", Run: asked((*r2Upload).abort)},
		{Name: "complete", Run: asked((*r2Upload).complete)},
	},
	If: never,
}

func (b *r2Bucket) createMultipartUpload(c *webidl.Call) (*bindingCall, error) {
	key := c.String(0)
	d := c.Dict(1, "MultipartOptions")
	h, custom, err := r2Metadata(c.Realm, d)
	if err == nil {
		err = r2Key(c.Realm, d)
	}
	if err != nil {
		return nil, err
	}
	return &bindingCall{
		work: func(context.Context) (any, error) {
			id, err := b.bucket.CreateUpload(key, h, custom)
			return id, r2Error("createMultipartUpload", err)
		},
		finish: func(r *webidl.Realm, v any) (any, error) {
			return webidl.Wrap(r, &r2Upload{b.bucket, key, v.(string)}), nil
		},
	}, nil
}

// resumeMultipartUpload answers an upload whose id is known. Whether there is one, its methods find out.
func (b *r2Bucket) resumeMultipartUpload(c *webidl.Call) (any, error) {
	return webidl.Wrap(c.Realm, &r2Upload{b.bucket, c.String(0), c.String(1)}), nil
}

// partNumber checks the number of a part.
func partNumber(f float64) (int, error) {
	n, err := webidl.Int32(f)
	if err == nil && (n < 1 || n > 10000) {
		err = webidl.TypeError("Part number must be between 1 and 10000 (inclusive). Actual value was: %d", n)
	}
	return n, err
}

func (u *r2Upload) uploadPart(c *webidl.Call) (*bindingCall, error) {
	number := c.Number(0)
	if len(c.Args) < 2 {
		return nil, c.Bad(1, r2Values)
	}
	n, err := partNumber(number)
	if err == nil {
		err = r2Key(c.Realm, c.Dict(2, "UploadPartOptions"))
	}
	if err != nil {
		return nil, err
	}
	body, err := r2Value(c, 1, false)
	if err != nil {
		return nil, err
	}
	return &bindingCall{
		work: func(context.Context) (any, error) {
			defer body.Close()
			etag, err := u.bucket.UploadPart(u.key, u.id, n, body.Reader(), body.Length)
			return etag, r2Error("uploadPart", err)
		},
		finish: func(r *webidl.Realm, v any) (any, error) {
			o := r.VM.NewObject()
			_ = o.Set("partNumber", n)
			_ = o.Set("etag", v)
			return o, nil
		},
	}, nil
}

// complete makes an object of the parts and answers its head.
func (u *r2Upload) complete(c *webidl.Call) (*bindingCall, error) {
	if !isArray(c.Arg(0)) {
		return nil, c.Bad(0, "Array")
	}
	list := c.Arg(0).(*goja.Object)
	var named []r2.Uploaded
	for n, item := range items(list) {
		o, ok := item.(*goja.Object)
		if !ok {
			return nil, webidl.TypeError("Incorrect type for array element %d: the provided value is not of type 'UploadedPart'.", n)
		}
		d := c.Realm.NewDict(o)
		etag, ok := d.String("etag")
		if !ok {
			etag = "undefined" // as any text
		}
		number, _ := d.Number("partNumber")
		i, err := partNumber(number)
		if err != nil {
			return nil, err
		}
		named = append(named, r2.Uploaded{Number: i, ETag: etag})
	}
	return &bindingCall{
		work: func(context.Context) (any, error) {
			o, err := u.bucket.CompleteUpload(u.key, u.id, named)
			return o, r2Error("completeMultipartUpload", err)
		},
		finish: func(r *webidl.Realm, v any) (any, error) {
			return webidl.Wrap(r, newR2Object(v.(*r2.Object), nil)), nil
		},
	}, nil
}

func (u *r2Upload) abort(*webidl.Call) (*bindingCall, error) {
	return &bindingCall{work: done(func() error { return r2Error("abortMultipartUpload", u.bucket.AbortUpload(u.key, u.id)) })}, nil
}
