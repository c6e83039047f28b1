import { DurableObject } from "cloudflare:workers";
import { migrations } from "./schema";

export interface Stay {
  room: number;
  name: string;
  mail: string;
  first: string;
  nights: number;
  wishes?: unknown;
}

interface Booking extends Record<string, SqlStorageValue> {
  id: number;
  room: number;
  guest: string;
  first: string;
  last: string;
  state: string;
}

// What is asked of a hotel is refused with one of these where it is the guest's own fault.
export class Refused extends Error {
  override name = "Refused";
  constructor(message: string, readonly status: number) {
    super(message);
  }
}

export class Hotel extends DurableObject<Env> {
  sql = this.ctx.storage.sql;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.blockConcurrencyWhile(async () => this.migrate());
  }

  migrate() {
    const version = this.ctx.storage.kv.get<number>("version") ?? 0;
    this.ctx.storage.transactionSync(() => {
      for (const text of migrations.slice(version)) this.sql.exec(text);
      this.ctx.storage.kv.put("version", migrations.length);
    });
  }

  version() {
    return this.ctx.storage.kv.get("version");
  }

  addRooms(rooms: [number: number, beds: number, price: number][]) {
    return this.ctx.storage.transactionSync(() => {
      let written = 0;
      for (const room of rooms) {
        const cursor = this.sql.exec("INSERT INTO room VALUES (?, ?, ?)", ...room);
        written += cursor.rowsWritten;
      }
      return written;
    });
  }

  rooms() {
    return this.sql.exec("SELECT * FROM room ORDER BY number").toArray();
  }

  // book writes guest and booking, or neither.
  book(stay: Stay): Booking {
    return this.ctx.storage.transactionSync(() => {
      const guest = this.sql
        .exec<{ id: number }>(
          `INSERT INTO guest (name, mail) VALUES (?, ?)
           ON CONFLICT (mail) DO UPDATE SET name = excluded.name RETURNING id`,
          stay.name, stay.mail)
        .one().id;
      const { id } = this.sql
        .exec<{ id: number }>(
          "INSERT INTO booking (room, guest, first, nights, wishes) VALUES (?, ?, ?, ?, ?) RETURNING id",
          stay.room, guest, stay.first, stay.nights, stay.wishes === undefined ? null : JSON.stringify(stay.wishes))
        .one();
      return this.find(id);
    });
  }

  // bookAll books each stay it can in a transaction of its own inside a larger one, and all or nothing if asked so.
  bookAll(stays: Stay[], strict: boolean) {
    return this.ctx.storage.transactionSync(() => {
      const done: number[] = [];
      const failed: string[] = [];
      for (const stay of stays) {
        try {
          done.push(this.book(stay).id);
        } catch (error) {
          if (strict) throw error;
          failed.push((error as Error).message);
        }
      }
      return { done, failed };
    });
  }

  find(id: number): Booking {
    const [found] = this.sql.exec<Booking>(
      `SELECT booking.id, room, guest.name AS guest, first, last, state, wishes ->> '$.breakfast' AS breakfast
       FROM booking JOIN guest ON guest.id = booking.guest WHERE booking.id = ?`, id);
    if (!found) throw new Refused(`there is no booking ${id}`, 404);
    return found;
  }

  // pay changes the state and the counter that goes with it, asks the bank in between, and forgets both if the
  // bank says no. Nothing else happens in the hotel meanwhile.
  async pay(id: number, card: string) {
    return this.ctx.storage.transaction(async (txn) => {
      const booking = this.find(id);
      if (booking.state === "paid") throw new Refused("it is paid already", 409);
      this.sql.exec("UPDATE booking SET state = 'paid' WHERE id = ?", id);
      const takings = (await txn.get<number>("takings")) ?? 0;
      const { sum } = this.sql
        .exec<{ sum: number }>("SELECT nights * price AS sum FROM booking JOIN room ON number = room WHERE id = ?", id)
        .one();
      await txn.put("takings", takings + sum);
      await scheduler.wait(5);
      if (card === "stolen") throw new Refused("the bank refuses the card", 402);
      if (card === "empty") {
        txn.rollback();
        return null;
      }
      return this.find(id);
    });
  }

  async takings() {
    return (await this.ctx.storage.get("takings")) ?? 0;
  }

  cancel(id: number) {
    return this.sql.exec("DELETE FROM booking WHERE id = ? AND state = 'held' RETURNING id, room", id).toArray();
  }

  guests() {
    const cursor = this.sql.exec("SELECT id, name, mail, nights FROM guest ORDER BY name");
    return { columns: cursor.columnNames, rows: [...cursor.raw()] };
  }

  forget(mail: string) {
    this.sql.exec("DELETE FROM guest WHERE mail = ?", mail);
    return this.sql.exec("SELECT count(*) AS left FROM booking").one();
  }

  // calendar has a line a day and a column a room.
  calendar(first: string, days: number) {
    return this.sql
      .exec(
        `WITH RECURSIVE day(date, n) AS (
           SELECT date(?1), 1 UNION ALL SELECT date(date, '+1 day'), n + 1 FROM day WHERE n < ?2)
         SELECT date, json_group_array(coalesce(substr(guest.name, 1, 1), '.') ORDER BY number) AS rooms
         FROM day CROSS JOIN room
         LEFT JOIN booking ON booking.room = number AND date BETWEEN first AND last
         LEFT JOIN guest ON guest.id = booking.guest
         GROUP BY date ORDER BY date`,
        first, days)
      .toArray();
  }

  statistics() {
    return this.sql
      .exec(
        `SELECT room, count(*) AS bookings, sum(nights) AS nights, round(avg(nights), 2) AS mean,
                rank() OVER (ORDER BY sum(nights) DESC) AS place,
                sum(sum(nights)) OVER (ORDER BY room) AS running
         FROM booking GROUP BY room ORDER BY room`)
      .toArray();
  }

  review(room: number, text: string) {
    return this.sql.exec("INSERT INTO review VALUES (?, ?)", room, text).rowsWritten;
  }

  search(words: string) {
    return this.sql
      .exec("SELECT room, snippet(review, 1, '[', ']', '...', 6) AS text FROM review WHERE review MATCH ? ORDER BY rank, room", words)
      .toArray();
  }

  // raw runs what the administrator typed.
  raw(query: string, bindings: SqlStorageValue[]) {
    const cursor = this.sql.exec(query, ...bindings);
    const rows = [...cursor.raw()];
    return { columns: cursor.columnNames, rows, read: cursor.rowsRead, written: cursor.rowsWritten };
  }

  // firstFree steps through a cursor only as far as it must.
  firstFree(first: string, nights: number) {
    const cursor = this.sql.exec<{ number: number }>("SELECT number FROM room ORDER BY price");
    for (let step = cursor.next(); !step.done; step = cursor.next()) {
      const taken = this.sql.exec(
        "SELECT 1 FROM booking WHERE room = ? AND first <= date(?, '+' || CAST(? AS INTEGER) || ' days') AND last >= ?",
        step.value.number, first, nights - 1, first).toArray();
      if (taken.length === 0) return { room: step.value.number, untouched: cursor.toArray().length };
    }
    return null;
  }

  // half writes and throws outside of any transaction: what is written stays.
  half(number: number) {
    this.sql.exec("INSERT INTO room VALUES (?, 1, 1)", number);
    throw new Refused("half way", 500);
  }

  // late breaks a reference that is checked when everything is committed.
  late() {
    this.sql.exec("PRAGMA defer_foreign_keys = ON");
    this.sql.exec("INSERT INTO booking (room, guest, first, nights) VALUES (999, 999, '2030-01-01', 1)");
    return "written";
  }

  async demolish() {
    await this.ctx.storage.deleteAll();
    this.migrate();
    return this.rooms();
  }
}
