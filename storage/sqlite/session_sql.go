package sqlite

import (
	"context"

	"github.com/dodev/dodev/storage"
)

// database is the SQL side of a session. The [SQL] beneath lives as long as the connection does.
type database struct{ session *session }

// SQL implements [storage.Session].
func (s *session) SQL() (storage.Database, error) { return database{s}, nil }

func (d database) sql() (*SQL, error) {
	s := d.session
	c, err := s.begin()
	if err != nil {
		return nil, err
	}
	if c.sql == nil {
		c.sql = NewSQL(c.Conn, Hooks{Limits: s.home.db.options.Limits, Write: s.sqlWrites, RolledBack: s.gaveUp})
	}
	c.sql.Obey(s.obeyed)
	return c.sql, nil
}

// Obey implements [storage.Database].
func (d database) Obey(ctx context.Context) { d.session.obeyed = ctx }

// sqlWrites opens the implicit transaction for a statement.
func (s *session) sqlWrites() error {
	if _, err := s.open(); err != nil {
		return err
	}
	s.wrote = true
	s.options.OnWrite()
	return nil
}

// Exec implements [storage.Database].
func (d database) Exec(query string, bindings []storage.Value) (storage.Cursor, error) {
	sql, err := d.sql()
	if err != nil {
		return nil, err
	}
	return sql.Exec(query, bindings)
}

// Ingest implements [storage.Database].
func (d database) Ingest(text string) (storage.Ingested, error) {
	sql, err := d.sql()
	if err != nil {
		return storage.Ingested{}, err
	}
	return sql.Ingest(text)
}

// Size implements [storage.Database].
func (d database) Size() (int64, error) {
	sql, err := d.sql()
	if err != nil {
		return 0, err
	}
	return sql.Size()
}

// reading answers whether a cursor has rows left.
func (c *conn) reading() bool {
	if c.sql == nil {
		return false
	}
	c.sql.reclaim()
	return len(c.sql.open) > 0
}

// endSQL ends every cursor and statement of a script.
func (c *conn) endSQL() {
	if c.sql != nil {
		c.sql.Close()
		c.sql = nil
	}
}
