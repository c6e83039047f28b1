package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/html"
	"github.com/dodev/dodev/jsapi/webidl"
)

// htmlPump carries one body through a rewriter: it reads, runs handlers and waits for them, and writes. It belongs
// to the loop.
type htmlPump struct {
	realm    *webidl.Realm
	rewriter *html.Rewriter
	handlers []htmlHandlers
	reader   *ReadableStreamDefaultReader // nil when all of the input is there
	out      *identityPipe
	running  bool // run is on the stack
	again    bool // what it waited for is there already
}

// from takes the content, which is locked for good.
func (p *htmlPump) from(b *Body) (err error) {
	if b.used || b.source != nil && b.source.Locked() {
		return webidl.TypeError("The ReadableStream has been locked to a reader.")
	}
	if b.content != nil && b.content.Stream == nil && b.coding == "" {
		b.used = true
		p.rewriter.Write(b.content.Bytes)
		p.rewriter.Close()
		return nil
	}
	b.readable(p.realm)
	if err := b.source.admitted(); err != nil {
		return err
	}
	if source, ok := b.source.controller.(*bodySource); ok && source.ended {
		if body := b.source.handOver(); body != nil {
			p.rewriter.Write(body.Bytes)
			p.rewriter.Close()
			return nil
		}
	}
	p.reader, err = acquireReader(b.source)
	b.source.disturbed = true
	return err
}

// run does what the rewriter needs until something has to be waited for.
func (p *htmlPump) run() {
	if p.running {
		p.again = true
		return
	}
	p.running = true
	defer func() { p.running = false }()
	for p.again = true; p.again; {
		p.again = false
		step, err := p.rewriter.Next()
		if err != nil {
			p.fail(p.realm.Exception(parserError(err)))
			return
		}
		p.step(step)
	}
}

func (p *htmlPump) step(s html.Step) {
	switch s.Kind {
	case html.NeedInput:
		p.flush(p.read)
	case html.NeedHandler:
		p.handle(s)
	case html.NeedStream:
		consume(p.realm, s.Content.Stream.(*ReadableStream), func(b []byte, err error) {
			if err != nil {
				p.fail(p.realm.Exception(err))
				return
			}
			p.rewriter.Insert(b, s.Content.HTML)
			p.run()
		})
	case html.Finished:
		p.flush(func() { _, _ = p.out.close() })
	}
}

// flush writes what the rewriter has written, and goes on once it is read.
func (p *htmlPump) flush(then func()) {
	b := p.rewriter.Output()
	if len(b) == 0 {
		then()
		return
	}
	p.out.write(p.realm.Uint8Array(b)).then(func(goja.Value) { then() }, p.stop)
}

func (p *htmlPump) read() {
	take := func(b []byte) {
		p.rewriter.Write(b)
		p.run()
	}
	p.reader.read(&readRequest{
		chunk: func(v goja.Value) {
			b, ok := p.realm.Bytes(v)
			if !ok {
				reason := p.realm.Exception(webidl.TypeError(notBytes))
				p.stop(reason)
				p.out.abort(reason)
				return
			}
			take(b)
		},
		bytes: take,
		close: func() {
			p.rewriter.Close()
			p.run()
		},
		fail: func(reason goja.Value) { p.out.abort(reason) },
	})
}

// stop tells the source that nobody wants the rest.
func (p *htmlPump) stop(reason goja.Value) {
	if p.reader != nil {
		p.reader.stream.cancel(reason)
	}
}

// fail ends the output with a reason, behind what was written.
func (p *htmlPump) fail(reason goja.Value) {
	p.flush(func() {
		p.out.abort(reason)
		p.stop(reason)
	})
}

// handle runs a handler. What it was given is good until what it answers has settled.
func (p *htmlPump) handle(s html.Step) {
	token, end := p.token(s.Token)
	var v goja.Value
	var err error
	if s.Handler < 0 {
		v, err = s.Run.(goja.Callable)(goja.Undefined(), token)
	} else {
		h := p.handlers[s.Handler]
		v, err = h.run[memberOf(s.Token)](h.object, token)
	}
	over := func(failed goja.Value) {
		end()
		if failed != nil {
			p.fail(failed)
			return
		}
		p.run()
	}
	if err != nil {
		over(p.realm.Exception(err))
		return
	}
	if _, ok := v.(*goja.Object); !ok {
		over(nil)
		return
	}
	p.realm.Then(v, func(goja.Value) { over(nil) }, over)
}

// memberOf names the handler of a token.
func memberOf(token any) string {
	switch token.(type) {
	case *html.Element:
		return "element"
	case *html.Comment:
		return "comments"
	case *html.Text:
		return "text"
	case *html.Doctype:
		return "doctype"
	}
	return "end"
}

// token answers what a script sees of a token, and what makes it useless.
func (p *htmlPump) token(token any) (goja.Value, func()) {
	r := p.realm
	switch t := token.(type) {
	case *html.Element:
		v := &HTMLElement{token: t}
		return webidl.Wrap(r, v), v.end
	case *html.EndTag:
		v := &HTMLEndTag{htmlToken[html.EndTag]{t}}
		return webidl.Wrap(r, v), v.end
	case *html.Comment:
		v := &HTMLComment{htmlToken[html.Comment]{t}}
		return webidl.Wrap(r, v), v.end
	case *html.Text:
		v := &HTMLText{htmlToken[html.Text]{t}}
		return webidl.Wrap(r, v), v.end
	case *html.Doctype:
		v := &HTMLDoctype{htmlToken[html.Doctype]{t}}
		return webidl.Wrap(r, v), v.end
	}
	v := &HTMLDocumentEnd{htmlToken[html.DocumentEnd]{token.(*html.DocumentEnd)}}
	return webidl.Wrap(r, v), v.end
}
