import { count, eq, relations, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Env, Say } from "./say";

const city = sqliteTable("city", { id: integer().primaryKey(), name: text().notNull().unique(), founded: integer({ mode: "timestamp" }) });
const street = sqliteTable("street", { id: integer().primaryKey(), cityId: integer("city_id").notNull().references(() => city.id), name: text().$default(() => "Main St") });
const schema = {
  city, street,
  cityRelations: relations(city, ({ many }) => ({ streets: many(street) })),
  streetRelations: relations(street, ({ one }) => ({ city: one(city, { fields: [street.cityId], references: [city.id] }) })),
};

export default async function (say: Say, env: Env) {
  const db = drizzle(env.DB, { schema });
  const cause = (call: () => Promise<unknown>) => async () => {
    try {
      return await call();
    } catch (error: any) {
      return [error.name, error.message, error.cause?.message];
    }
  };
  await say("create", async () => {
    await db.run(sql`CREATE TABLE city (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, founded INTEGER)`);
    const made = await db.run(sql`CREATE TABLE street (id INTEGER PRIMARY KEY, city_id INTEGER NOT NULL REFERENCES city (id), name TEXT)`);
    return made.success;
  });
  await say("insert", () => db.insert(city).values([{ name: "Oslo", founded: new Date(0) }, { name: "Rome" }]).returning());
  await say("default", () => db.insert(street).values([{ cityId: 1 }, { cityId: 1, name: "Karl Johan" }, { cityId: 2 }]).returning({ name: street.name }));
  await say("relations", () => db.query.city.findMany({ with: { streets: { columns: { name: true } } }, orderBy: (c, { desc }) => desc(c.name) }));
  await say("first", () => db.query.street.findFirst({ with: { city: true }, where: eq(street.id, 2) }));
  await say("count", () => db.select({ name: city.name, streets: count(street.id) }).from(city).leftJoin(street, eq(street.cityId, city.id)).groupBy(city.id));
  await say("get, all, values", async () => [await db.select().from(city).get(), await db.select({ id: city.id }).from(city).all(), await db.select().from(city).values()]);
  await say("batch", () => db.batch([
    db.insert(city).values({ name: "Lima" }).returning({ id: city.id }), db.update(city).set({ name: "Roma" }).where(eq(city.name, "Rome")).returning(),
    db.select({ n: count() }).from(city), db.query.city.findFirst({ columns: { name: true } }),
  ]));
  await say("batch that fails", cause(() => db.batch([db.insert(city).values({ name: "Bern" }), db.insert(city).values({ name: "Oslo" })])));
  await say("what is left of it", () => db.$count(city));
  await say("unique", cause(() => db.insert(city).values({ name: "Oslo" })));
  await say("not null", cause(() => db.insert(city).values({ name: null as any })));
  await say("no such table", cause(() => db.all(sql`SELECT * FROM nowhere`)));
  await say("transaction", cause(() => db.transaction(async (tx) => tx.delete(city))));
  await say("prepared", async () => {
    const named = db.select().from(city).where(eq(city.name, sql.placeholder("name"))).prepare();
    return [await named.get({ name: "Oslo" }), (await named.all({ name: "Paris" })).length];
  });
}
