package html

import (
	"slices"
)

// Handler is what somebody wants to see of a document. One with a Selector sees elements and what is in them; the
// others see all of the document.
type Handler struct {
	Selector                              *Selector
	Element, Comments, Text, Doctype, End bool
}

// StepKind is what a Rewriter needs.
type StepKind int

// What a Rewriter needs: more input, a handler's run, the content of a stream, or nothing any more.
const (
	NeedInput StepKind = iota
	NeedHandler
	NeedStream
	Finished
	needNothing
)

// Step is what a Rewriter needs before it goes on.
type Step struct {
	Kind StepKind
	// Handler is the index of the handler to run with Token; -1 is the end tag's own, Run.
	Handler int
	Run     any
	Token   any // *Element, *EndTag, *Text, *Comment, *Doctype or *DocumentEnd
	Content Content
	apply   func() // before the handler
}

// Rewriter rewrites one document.
type Rewriter struct {
	handlers []Handler
	charset  charset
	tokens   tokenizer
	context  context
	path     []*element // of open elements, from a root that is none

	calls   []Step    // handlers to run with the token
	finish  func()    // writes the token once they have run
	pending []Content // to be written
	out     []byte
	talking bool // text was shown, and its end was not
	closed  bool
	held    *token // what stands behind the end of a text
}

// NewRewriter answers a rewriter for a document in an encoding.
func NewRewriter(handlers []Handler, label string) (*Rewriter, error) {
	c, err := newCharset(label)
	if err != nil {
		return nil, err
	}
	return &Rewriter{
		handlers: handlers, charset: c, tokens: tokenizer{utf8: c.table == nil}, path: []*element{{}},
	}, nil
}

// Write adds input.
func (w *Rewriter) Write(b []byte) { w.tokens.buf = append(w.tokens.buf, b...) }

// Close says that there is no more input.
func (w *Rewriter) Close() { w.tokens.final = true }

// Insert writes some of the content of a stream.
func (w *Rewriter) Insert(b []byte, html bool) {
	w.out = append(w.out, w.charset.encode(Content{Text: w.utf8(b), HTML: html}.Escaped())...)
}

func (*Rewriter) utf8(b []byte) string { return charset{}.decode(b) }

// Output answers what was written since it was last called.
func (w *Rewriter) Output() []byte {
	b := w.out
	w.out = nil
	return b
}

// most is how much of a token may be waiting for its end.
const most = 3 << 20

// Next answers what is needed now. What the last step asked for is done.
func (w *Rewriter) Next() (Step, error) {
	for {
		for len(w.pending) > 0 {
			c := w.pending[0]
			w.pending = w.pending[1:]
			if c.Stream != nil {
				return Step{Kind: NeedStream, Content: c}, nil
			}
			if c.raw != nil {
				w.out = append(w.out, c.raw...)
			} else {
				w.out = append(w.out, w.charset.encode(c.Escaped())...)
			}
		}
		if len(w.calls) > 0 {
			s := w.calls[0]
			w.calls = w.calls[1:]
			if s.apply != nil {
				s.apply()
			}
			if s.Kind == needNothing {
				continue
			}
			return s, nil
		}
		if w.finish != nil {
			finish := w.finish
			w.finish = nil
			finish()
			continue
		}
		if w.held != nil {
			k := *w.held
			w.held = nil
			if err := w.mark(k); err != nil {
				return Step{}, err
			}
			continue
		}
		k, ok := w.tokens.next()
		if ok {
			if err := w.take(k); err != nil {
				return Step{}, err
			}
			continue
		}
		switch {
		case !w.tokens.final && len(w.tokens.buf) > most:
			return Step{}, errMemory
		case !w.tokens.final:
			return Step{Kind: NeedInput}, nil
		case w.talking:
			w.endText()
		case !w.closed:
			w.closed = true
			w.end()
		default:
			return Step{Kind: Finished}, nil
		}
	}
}

// take begins to deal with a token.
func (w *Rewriter) take(k token) error {
	switch k.kind {
	case textToken:
		w.text(k)
	case otherToken:
		w.write(k.raw)
	default:
		if w.talking {
			w.held = &k
			w.endText()
			return nil
		}
		return w.mark(k)
	}
	return nil
}

// mark deals with a token that is no text.
func (w *Rewriter) mark(k token) error {
	switch k.kind {
	case startTag:
		return w.start(k)
	case endTag:
		w.close(k)
	case commentToken:
		c := &Comment{text: w.charset.decode(k.text)}
		w.show(c, func(h *Handler) bool { return h.Comments })
		w.finish = func() {
			raw := k.raw
			if c.changed {
				raw = slices.Concat([]byte("<!--"), w.charset.encode(c.text), []byte("-->"))
			}
			w.emit(&c.mutations, raw)
		}
	case doctypeToken:
		d := &Doctype{}
		d.Name, d.PublicID, d.SystemID = parseDoctype(k.text)
		for n := range w.handlers {
			if w.handlers[n].Doctype {
				w.calls = append(w.calls, Step{Kind: NeedHandler, Handler: n, Token: d})
			}
		}
		w.finish = func() { w.write(k.raw) }
	default:
		w.write(k.raw)
	}
	return nil
}

// text shows a chunk of text to those who want it; for the others it stays as it is.
func (w *Rewriter) text(k token) {
	wants := func(h *Handler) bool { return h.Text }
	if !w.wanted(wants) {
		w.write(k.raw)
		return
	}
	t := &Text{Text: w.charset.decode(k.raw)}
	// What could not be completed is the end of the text, and not followed by one.
	t.Last = w.tokens.final && len(w.tokens.buf) == 0 && w.tokens.utf8 && partial(k.raw) == len(k.raw)
	w.talking = !t.Last
	w.show(t, wants)
	w.finish = func() { w.emit(&t.mutations, w.charset.encode(t.Text)) }
}

// endText shows the end of a text.
func (w *Rewriter) endText() {
	w.talking = false
	t := &Text{Last: true}
	w.show(t, func(h *Handler) bool { return h.Text })
	w.finish = func() { w.emit(&t.mutations, nil) }
}

// wanted answers whether a handler of the place wants to see something.
func (w *Rewriter) wanted(wants func(*Handler) bool) bool {
	for n := range w.handlers {
		if h := &w.handlers[n]; wants(h) && (h.Selector == nil || w.within(n)) {
			return true
		}
	}
	return false
}

func (w *Rewriter) within(handler int) bool {
	return slices.ContainsFunc(w.path, func(e *element) bool { return slices.Contains(e.handlers, handler) })
}

// show has the handlers of the place run: first those of elements, then those of the document.
func (w *Rewriter) show(token any, wants func(*Handler) bool) {
	for _, elements := range []bool{true, false} {
		for n := range w.handlers {
			h := &w.handlers[n]
			if wants(h) && (h.Selector != nil) == elements && (!elements || w.within(n)) {
				w.calls = append(w.calls, Step{Kind: NeedHandler, Handler: n, Token: token})
			}
		}
	}
}

func (w *Rewriter) start(k token) error {
	name := lower(w.charset.decode(k.name))
	in, content, err := w.context.start(&k, name)
	if err != nil {
		return err
	}
	parent := w.path[len(w.path)-1]
	e := newElement(&k, name, w.charset.decode)
	parent.adopt(e)
	w.path = append(w.path, e)
	el := &Element{token: &k, space: in, name: w.charset.decode(k.name), hidden: w.hidden(), decode: w.charset.decode}
	if content {
		el.in = e
	}
	for n := range w.handlers {
		if h := &w.handlers[n]; h.Selector != nil && h.Selector.matches(w.path[1:]) {
			e.handlers = append(e.handlers, n)
			if h.Element {
				w.calls = append(w.calls, Step{Kind: NeedHandler, Handler: n, Token: el})
			}
		}
	}
	if content {
		w.tokens.mode, w.tokens.last = w.context.text(name, in), name
	} else {
		w.path = w.path[:len(w.path)-1]
	}
	w.tokens.foreign = w.context.space() != htmlNamespace
	w.finish = func() {
		hides := e.hides
		e.hides = false // not its own tag
		w.emit(&el.mutations, el.write(w.charset.encode))
		e.hides = hides
	}
	return nil
}

// close ends the elements that an end tag ends: the innermost of its name and what is open in it.
func (w *Rewriter) close(k token) {
	name := lower(w.charset.decode(k.name))
	w.context.end(name)
	w.tokens.foreign = w.context.space() != htmlNamespace
	t := &EndTag{name: w.charset.decode(k.name)}
	t.name = name
	for n := len(w.path) - 1; n > 0; n-- {
		if w.path[n].name != name {
			continue
		}
		for _, e := range slices.Backward(w.path[n:]) {
			w.calls = append(w.calls, e.ending.steps(t)...)
		}
		w.path = w.path[:n]
		break
	}
	w.finish = func() {
		raw := k.raw
		if t.renamed {
			raw = slices.Concat([]byte("</"), w.charset.encode(t.name), []byte(">"))
		}
		w.emit(&t.mutations, raw)
	}
}

// steps is what becomes of the end tag, in the order of what was asked for.
func (e *ending) steps(t *EndTag) []Step {
	apply := func() {
		if e.change != nil {
			t.mutations = *e.change
		}
		if e.name != nil {
			t.name, t.renamed = *e.name, true
		}
	}
	if e.handler == nil {
		return []Step{{Kind: needNothing, apply: apply}}
	}
	return []Step{{Kind: NeedHandler, Handler: -1, Run: e.handler, Token: t, apply: apply}}
}

func (w *Rewriter) end() {
	d := &DocumentEnd{}
	for n := range w.handlers {
		if w.handlers[n].End {
			w.calls = append(w.calls, Step{Kind: NeedHandler, Handler: n, Token: d})
		}
	}
	w.finish = func() { w.pending = append(w.pending, d.appended...) }
}

// hidden answers whether what stands here is not written.
func (w *Rewriter) hidden() bool {
	return slices.ContainsFunc(w.path, func(e *element) bool { return e.hides })
}

func (w *Rewriter) write(b []byte) {
	if !w.hidden() {
		w.out = append(w.out, b...)
	}
}

// emit writes a token and what was put around it.
func (w *Rewriter) emit(m *mutations, raw []byte) {
	if w.hidden() {
		return
	}
	w.pending = append(w.pending, m.before...)
	if m.removed {
		w.pending = append(w.pending, m.instead...)
	} else {
		w.pending = append(w.pending, Content{raw: raw})
	}
	w.pending = append(w.pending, m.after...)
}
