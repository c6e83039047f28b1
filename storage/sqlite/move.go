package sqlite

import "github.com/dodev/dodev/storage"

// Move implements [storage.SessionBackend]. The object moves in these steps, each of which leaves it whole in one place:
//
//   - What has the file's name is removed and a new file made. Its one transaction takes everything the object has.
//   - The transaction commits. So far the base is right and the file nobody's.
//   - The file, its log and the folder are synced.
//   - One transaction of the base drops the object's pairs and notes that it has moved. From then on the file is right.
func (db *DB) Move(o storage.SessionOptions) (storage.Session, error) {
	h, err := db.make(o.Object)
	if err != nil {
		return nil, err
	}
	s := &session{home: h, options: o}
	if _, err := s.begin(); err != nil {
		s.Close()
		return nil, err
	}
	s.wrote = true // an empty database, which still has to become the object
	return s, nil
}
