import { DurableObject } from "cloudflare:workers";
import { and, asc, avg, count, desc, eq, gt, inArray, isNull, like, lt, sql, sum } from "drizzle-orm";
import { drizzle, type DrizzleSqliteDODatabase } from "drizzle-orm/durable-sqlite";
import { migrate } from "drizzle-orm/durable-sqlite/migrator";
import migrations from "./migrations";
import * as schema from "./schema";

const { author, book } = schema;

export class Library extends DurableObject {
  db: DrizzleSqliteDODatabase<typeof schema>;
  queries: string[] = [];

  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env);
    this.db = drizzle(ctx.storage, { schema, logger: { logQuery: (query) => this.queries.push(query) } });
    ctx.blockConcurrencyWhile(() => migrate(this.db, migrations));
  }

  async fill() {
    const authors = await this.db.insert(author).values([{ name: "Austen" }, { name: "Borges" }, { name: "Calvino" }]).returning();
    await this.db.insert(book).values([
      { title: "Emma", authorId: 1, pages: 474, tags: ["novel"], printed: new Date(0) },
      { title: "Ficciones", authorId: 2, pages: 174, price: 12, tags: ["short", "maze"] },
      { title: "Invisible Cities", authorId: 3, pages: 165, price: 11.25, lent: true },
      { title: "Persuasion", authorId: 1, cover: Buffer.from([1, 2, 3]) },
    ]);
    return authors;
  }

  async select() {
    const db = this.db;
    return {
      all: await db.select().from(book).orderBy(asc(book.title)),
      some: await db.select({ title: book.title, by: author.name }).from(book).innerJoin(author, eq(book.authorId, author.id))
        .where(and(gt(book.pages, 100), lt(book.pages, 400))).orderBy(desc(book.pages)),
      get: db.select().from(author).where(like(author.name, "B%")).get(),
      none: db.select().from(author).where(eq(author.id, 77)).get() ?? null,
      values: db.select({ id: book.id, title: book.title }).from(book).where(inArray(book.id, [2, 3])).values(),
      totals: await db.select({ by: author.name, books: count(), pages: sum(book.pages), mean: avg(book.price) }).from(author)
        .leftJoin(book, eq(book.authorId, author.id)).groupBy(author.id).orderBy(author.name),
      raw: db.all(sql`SELECT ${book.title} AS t, typeof(${book.price}) AS p FROM ${book} WHERE ${isNull(book.pages)}`),
      count: await db.$count(book, eq(book.lent, true)),
    };
  }

  async relations() {
    const found = await this.db.query.author.findMany({
      with: { books: { columns: { title: true, tags: true, lent: true }, orderBy: (b, { desc }) => [desc(b.title)], limit: 2 } },
      orderBy: (a, { asc }) => [asc(a.name)],
    });
    const first = await this.db.query.book.findFirst({ where: eq(book.title, "Ficciones"), with: { author: true } });
    return { found, first };
  }

  async change() {
    const db = this.db;
    const prepared = db.select({ title: book.title }).from(book).where(eq(book.id, sql.placeholder("id"))).prepare();
    return {
      updated: await db.update(book).set({ price: sql`${book.price} * 2`, lent: true }).where(eq(book.id, 1)).returning({ price: book.price, lent: book.lent }),
      upsert: await db.insert(author).values({ name: "Borges" }).onConflictDoUpdate({ target: author.name, set: { name: "Jorge Luis Borges" } }).returning(),
      ignored: await db.insert(author).values({ name: "Austen" }).onConflictDoNothing().returning(),
      deleted: await db.delete(book).where(eq(book.title, "Persuasion")).returning({ id: book.id, cover: book.cover }),
      prepared: [prepared.get({ id: 1 }), prepared.get({ id: 2 }), prepared.all({ id: 99 })],
    };
  }

  async transactions() {
    const db = this.db;
    const log: unknown[] = [];
    log.push(db.transaction((tx) => {
      tx.insert(author).values({ name: "Dante" }).run();
      try {
        tx.transaction((inner) => {
          inner.insert(author).values({ name: "Eco" }).run();
          inner.rollback();
        });
      } catch (error: any) {
        log.push(`${error.name}: ${error.message}`);
      }
      return tx.select({ n: count() }).from(author).get();
    }));
    try {
      db.transaction((tx) => {
        tx.delete(author).run();
        tx.insert(book).values({ title: "Orphan", authorId: 12345 }).run();
      });
    } catch (error: any) {
      log.push([error.constructor.name, error.name, error.message, error.cause?.message]);
    }
    log.push(await db.select().from(author));
    return log;
  }

  async errors() {
    const log: unknown[] = [];
    const attempt = async (run: () => unknown) => {
      try {
        log.push(await run());
      } catch (error: any) {
        log.push([error.constructor.name, error.message, error.cause?.message ?? null]);
      }
    };
    await attempt(() => this.db.insert(author).values({ name: "Austen" }));
    await attempt(() => this.db.run(sql`SELECT * FROM nowhere`));
    await attempt(() => this.db.insert(book).values({ title: null as any, authorId: 1 }).returning());
    await attempt(() => this.db.query.book.findFirst({ where: sql`nope = 1` }));
    return log;
  }

  async log() {
    return this.queries.splice(0);
  }

  async migrated() {
    return this.db.all(sql`SELECT hash, created_at FROM __drizzle_migrations ORDER BY created_at`);
  }
}

export default {
  async fetch(request: Request, env: { LIBRARY: DurableObjectNamespace<Library> }): Promise<Response> {
    const call = new URL(request.url).pathname.slice(1) as keyof Library;
    const library: any = env.LIBRARY.getByName("main");
    try {
      return Response.json(await library[call](), {});
    } catch (error: any) {
      return Response.json({ name: error.name, message: error.message }, { status: 500 });
    }
  },
};
