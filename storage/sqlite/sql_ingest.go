package sqlite

import (
	lib "modernc.org/sqlite/lib"

	"github.com/dodev/dodev/storage"
)

// Ingest runs the complete statements that text begins with. One statement is complete at the semicolon where
// SQLite says so, which is not one in the body of a trigger.
func (s *SQL) Ingest(text string) (storage.Ingested, error) {
	done := storage.Ingested{Rest: text}
	for {
		n := s.complete(done.Rest)
		if n == 0 {
			return done, nil
		}
		c, err := s.Exec(done.Rest[:n], nil)
		if err != nil {
			return done, err
		}
		c.Close()
		done.RowsRead += c.RowsRead()
		done.RowsWritten += c.RowsWritten()
		done.Statements++
		done.Rest = done.Rest[n:]
	}
}

// complete answers how many bytes the first complete statement of text takes, 0 if there is none.
func (s *SQL) complete(text string) int {
	t := &tokens{text: text}
	for tok := t.next(); tok.kind != tokenEnd; tok = t.next() {
		if !tok.mark(";") {
			continue
		}
		p := s.text(text[:tok.end])
		complete := lib.Xsqlite3_complete(s.tls, p)
		s.free(p)
		if complete != 0 {
			return tok.end
		}
	}
	return 0
}
