// One entry a version; an object that wakes up with an older one catches up.
export const migrations: string[] = [
  `CREATE TABLE room (
     number INTEGER PRIMARY KEY,
     beds INTEGER NOT NULL CHECK (beds BETWEEN 1 AND 4),
     price REAL NOT NULL CHECK (price > 0)
   ) STRICT;
   CREATE TABLE guest (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     name TEXT NOT NULL,
     mail TEXT NOT NULL UNIQUE COLLATE NOCASE
   );
   CREATE TABLE booking (
     id INTEGER PRIMARY KEY,
     room INTEGER NOT NULL REFERENCES room(number) ON DELETE RESTRICT,
     guest INTEGER NOT NULL REFERENCES guest(id) ON DELETE CASCADE,
     first TEXT NOT NULL,
     nights INTEGER NOT NULL CHECK (nights > 0),
     last TEXT GENERATED ALWAYS AS (date(first, '+' || (nights - 1) || ' days')) STORED,
     state TEXT NOT NULL DEFAULT 'held' CHECK (state IN ('held', 'paid')),
     wishes TEXT CHECK (wishes IS NULL OR json_valid(wishes))
   );
   CREATE INDEX booking_room ON booking(room, first);
   CREATE TRIGGER booking_overlap BEFORE INSERT ON booking
   WHEN EXISTS (SELECT 1 FROM booking WHERE room = NEW.room
                AND first <= date(NEW.first, '+' || (NEW.nights - 1) || ' days') AND last >= NEW.first)
   BEGIN
     SELECT RAISE(ABORT, 'the room is taken');
   END`,
  `CREATE VIRTUAL TABLE review USING fts5(room UNINDEXED, text, tokenize = 'porter');
   ALTER TABLE guest ADD COLUMN nights INTEGER NOT NULL DEFAULT 0;
   CREATE TRIGGER guest_nights AFTER UPDATE OF state ON booking WHEN NEW.state = 'paid'
   BEGIN
     UPDATE guest SET nights = nights + NEW.nights WHERE id = NEW.guest;
   END`,
];
