package sqlite

import (
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// counters count the rows that a statement reads and writes.
//
// The platform's SQLite is patched to count them in its virtual machine: one read for each row that a cursor is
// moved to or looked for, one write for each row and index entry that is stored, and for each row deleted. This
// SQLite is not, so a statement's program is lengthened where it does one of these things: the instruction
// moves behind the program's end and Init, which counts how often it ran and jumps, takes its place.
//
//	12 SeekRowid 0 20 1        12 Init 0 40
//	                           ...
//	                           40 SeekRowid 0 20 1
//	                           41 Goto 0 13
//
// What Next and Prev do is counted by SQLite itself.
type counters struct {
	handle
	stmt     uintptr
	compiled uint32    // how often SQLite had compiled the statement anew when the program was lengthened
	read     []uintptr // where the counts are
	written  []uintptr
	counts   []entries
	ends     []uintptr // of SeekEnd, which looks for the end only while its cursor is nowhere
	clears   bool
	counted  int64 // rows that Count went through
	cleared  int64 // rows that Clear deleted
}

// entries is a Count instruction, which reads as many rows as its register then says.
type entries struct {
	times    uintptr
	register int32
	seen     int32
}

const opSize = unsafe.Sizeof(lib.TVdbeOp{})

func op(program uintptr, n int) *lib.TVdbeOp { return at[lib.TVdbeOp](program + uintptr(n)*opSize) }

// lengthen lengthens the program of a statement, and those of the triggers it fires.
func (c *counters) lengthen(h handle, stmt uintptr) {
	c.handle, c.stmt = h, stmt
	v := c.vdbe()
	c.compiled = v.FaCounter[lib.SQLITE_STMTSTATUS_REPREPARE]
	if lib.Xsqlite3_stmt_isexplain(h.tls, stmt) != 0 {
		return // the program is what it shows
	}
	v.FaOp, v.FnOp = c.longer(v.FaOp, v.FnOp, true)
	v.FnOpAlloc = v.FnOp
	for p := v.FpProgram; p != 0; {
		sub := at[lib.TSubProgram](p)
		sub.FaOp, sub.FnOp = c.longer(sub.FaOp, sub.FnOp, false)
		p = sub.FpNext
	}
}

func (c *counters) vdbe() *lib.TVdbe { return at[lib.TVdbe](c.stmt) }

// stale answers whether SQLite compiled the statement anew by itself: then the counts are gone.
func (c *counters) stale() bool {
	return c.vdbe().FaCounter[lib.SQLITE_STMTSTATUS_REPREPARE] != c.compiled
}

// counted answers what an instruction counts as.
func counted(o *lib.TVdbeOp, ephemeral map[int32]bool) (reads, writes bool) {
	switch o.Fopcode {
	case lib.OP_SeekLT, lib.OP_SeekLE, lib.OP_SeekGE, lib.OP_SeekGT, lib.OP_SeekRowid, lib.OP_NotExists, lib.OP_Last,
		lib.OP_SeekEnd, lib.OP_Rewind, lib.OP_Sort, lib.OP_SorterSort, lib.OP_VNext:
		return true, false
	case lib.OP_Count:
		return o.Fp3 == 0, false
	case lib.OP_Insert:
		return false, !ephemeral[o.Fp1] && o.Fp5&lib.OPFLAG_ISNOOP == 0
	case lib.OP_IdxInsert:
		return false, !ephemeral[o.Fp1]
	case lib.OP_Delete:
		return false, o.Fp2&lib.OPFLAG_NCHANGE != 0 && o.Fp5&lib.OPFLAG_ISNOOP == 0 && !ephemeral[o.Fp1]
	case lib.OP_VUpdate:
		return false, true
	}
	return false, false
}

// longer answers a longer copy of a program. SQLite frees it, and the old one with it, when it frees the
// statement: the old one's memory also holds the statement's registers.
func (c *counters) longer(program uintptr, n int32, main bool) (uintptr, int32) {
	var (
		places    []int
		ephemeral = map[int32]bool{}
		exact     = map[int32]bool{} // cursors that are only sought for equality
	)
	for i := range int(n) {
		switch o := op(program, i); o.Fopcode {
		case lib.OP_OpenEphemeral, lib.OP_OpenAutoindex, lib.OP_OpenDup:
			ephemeral[o.Fp1] = true
		case lib.OP_OpenRead, lib.OP_OpenWrite, lib.OP_ReopenIdx:
			exact[o.Fp1] = o.Fp5&lib.OPFLAG_SEEKEQ != 0
		case lib.OP_Clear:
			c.clears = c.clears || o.Fp3 != 0
		}
	}
	for i := range int(n) {
		reads, writes := counted(op(program, i), ephemeral)
		if scanned := i > 0 && op(program, i-1).Fopcode == lib.OP_SeekScan; (reads || writes) && !scanned {
			places = append(places, i)
		}
	}
	if len(places) == 0 {
		return program, n
	}
	size := int(n) + 3*len(places) + 1
	longer := lib.Xsqlite3_malloc64(c.tls, lib.Tsqlite3_uint64(uintptr(size)*opSize))
	if longer == 0 {
		return program, n
	}
	libc.Xmemcpy(c.tls, longer, program, lib.Tsize_t(uintptr(n)*opSize))
	end := int(n)
	add := func(o lib.TVdbeOp) {
		*op(longer, end) = o
		end++
	}
	for _, i := range places {
		o := op(longer, i)
		moved, after := *o, *op(longer, i+1)
		counter := lib.TVdbeOp{Fopcode: lib.OP_Init, Fp2: int32(end)}
		*o = counter
		times := longer + uintptr(i)*opSize + unsafe.Offsetof(o.Fp1)
		add(moved)
		if isSeek(moved.Fopcode) && (after.Fopcode == lib.OP_IdxGT || after.Fopcode == lib.OP_IdxLT) {
			add(after) // a seek for equality that finds its row skips the test that follows it
			if exact[moved.Fp1] {
				*o = lib.TVdbeOp{Fopcode: lib.OP_Goto, Fp2: counter.Fp2}
				times = longer + uintptr(end)*opSize + unsafe.Offsetof(o.Fp1) // and one that does not, does not count
				counter.Fp2 = int32(i + 2)
				add(counter)
			} else {
				add(lib.TVdbeOp{Fopcode: lib.OP_Goto, Fp2: int32(i + 2)})
			}
		} else {
			add(lib.TVdbeOp{Fopcode: lib.OP_Goto, Fp2: int32(i + 1)})
		}
		reads, _ := counted(&moved, ephemeral)
		switch {
		case moved.Fopcode == lib.OP_Count:
			if main {
				c.counts = append(c.counts, entries{times: times, register: moved.Fp2})
			}
		case moved.Fopcode == lib.OP_SeekEnd:
			c.ends = append(c.ends, times)
		case reads:
			c.read = append(c.read, times)
		default:
			c.written = append(c.written, times)
		}
	}
	old := lib.TVdbeOp{Fopcode: lib.OP_Noop, Fp4type: lib.P4_DYNAMIC}
	*(*uintptr)(unsafe.Pointer(&old.Fp4)) = program
	add(old)
	return longer, int32(end)
}

func isSeek(opcode uint8) bool {
	return opcode == lib.OP_SeekGE || opcode == lib.OP_SeekGT || opcode == lib.OP_SeekLE || opcode == lib.OP_SeekLT
}

// reset begins a new run.
func (c *counters) reset() {
	if c.stale() {
		return
	}
	for _, p := range c.read {
		*at[int32](p) = 0
	}
	for _, p := range c.written {
		*at[int32](p) = 0
	}
	for _, p := range c.ends {
		*at[int32](p) = 0
	}
	for i := range c.counts {
		*at[int32](c.counts[i].times), c.counts[i].seen = 0, 0
	}
	clear(c.vdbe().FaCounter[:lib.SQLITE_STMTSTATUS_AUTOINDEX+1])
	c.counted, c.cleared = 0, 0
}

// sample looks at what only shows right after a step.
func (c *counters) sample() {
	if c.stale() {
		return
	}
	for i := range c.counts {
		e := &c.counts[i]
		if n := *at[int32](e.times); n > e.seen {
			value := *at[int64](c.vdbe().FaMem + uintptr(e.register)*unsafe.Sizeof(lib.Tsqlite3_value{}))
			c.counted += int64(n-e.seen) * value
			e.seen = n
		}
	}
	if c.clears {
		c.cleared = int64(lib.Xsqlite3_changes64(c.tls, c.db))
	}
}

// rows answers how many rows the run has read and written.
func (c *counters) rows() (read, written int64) {
	counter := &c.vdbe().FaCounter // which also counts what Next and Prev do
	read = int64(counter[0]) + int64(counter[lib.SQLITE_STMTSTATUS_FULLSCAN_STEP]) + int64(counter[lib.SQLITE_STMTSTATUS_AUTOINDEX])
	if c.stale() {
		return read, 0
	}
	for _, p := range c.read {
		read += int64(*at[int32](p))
	}
	for _, p := range c.ends {
		read += int64(min(*at[int32](p), 2))
	}
	for _, p := range c.written {
		written += int64(*at[int32](p))
	}
	return read + c.counted, written + c.cleared
}
