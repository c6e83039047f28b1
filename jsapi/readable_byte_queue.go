package jsapi

// takeBytes gives bytes to the reads that wait, as soon as there are as many as they want, or to the queue.
func (s *ReadableStream) takeBytes(b []byte) {
	if !s.accepts(int64(len(b))) {
		return
	}
	for s.waiting() > 0 && len(b) > 0 {
		q := s.reader.base().requests[0]
		if q.bytes != nil && len(s.queue) == 0 { // Go needs no memory of script's
			s.reader.base().shift()
			q.answered = true
			q.bytes(b)
			return
		}
		if int(s.total)+len(b) < q.least {
			break
		}
		for len(s.queue) > 0 {
			q.got += copy(q.into[q.got:], s.takeChunk().bytes)
		}
		n := copy(q.into[q.got:], b)
		if left := (q.got + n) % q.element(); left <= n { // half an element waits for the next read
			n -= left
		}
		q.got += n
		b = b[n:]
		s.reader.base().shift()
		q.answer()
	}
	if len(b) > 0 && s.state == streamReadable {
		s.queueChunk(queuedChunk{bytes: b, size: int64(len(b))})
	}
}

// answer says that the memory of a read has what it is going to have.
func (q *readRequest) answer() {
	q.answered = true
	q.filled(q.got)
}

// element answers how many bytes an element of the read's view has.
func (q *readRequest) element() int {
	if q.view == nil {
		return 1
	}
	return q.view.element
}

// fillFromQueue moves n bytes, or the whole elements of as many, from the queue into the memory of a read.
func (s *ReadableStream) fillFromQueue(q *readRequest, n int) {
	element := q.element()
	for n > 0 && len(s.queue) > 0 {
		head := &s.queue[0]
		m := min(len(head.bytes), len(q.into)-q.got)
		if m > element {
			m -= m % element
		}
		if n > element {
			n -= n % element
		}
		m = min(copy(q.into[q.got:q.got+m], head.bytes), m)
		q.got += m
		switch {
		case q.least > m:
			q.least -= m
		case q.least == m:
			q.least = 1
		}
		n -= m
		s.total -= int64(m)
		head.size -= int64(m)
		if head.bytes = head.bytes[m:]; len(head.bytes) == 0 {
			s.takeChunk()
		} else {
			break
		}
	}
}

// fillLast answers the oldest read with what is left in the queue, however little it is.
func (s *ReadableStream) fillLast() {
	q := s.reader.base().shift()
	for len(s.queue) > 0 && q.got < len(q.into) {
		head := &s.queue[0]
		n := copy(q.into[q.got:], head.bytes)
		q.got += n
		s.total -= int64(n)
		head.size -= int64(n)
		if head.bytes = head.bytes[n:]; len(head.bytes) == 0 {
			s.takeChunk()
		}
	}
	q.answer()
}
