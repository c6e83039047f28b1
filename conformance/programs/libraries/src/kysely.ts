import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql, type Generated } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/sqlite";
import { D1Dialect } from "kysely-d1";
import type { Env, Say } from "./say";

interface Tables {
  person: { id: Generated<number>; name: string; age: number | null };
  pet: { id: Generated<number>; owner: number; species: "cat" | "dog" };
}

export default async function (say: Say, env: Env) {
  const db = new Kysely<Tables>({ dialect: new D1Dialect({ database: env.DB }) });
  await say("create", async () => {
    await db.schema.createTable("person").addColumn("id", "integer", (c) => c.primaryKey().autoIncrement())
      .addColumn("name", "text", (c) => c.notNull().unique()).addColumn("age", "integer").execute();
    await db.schema.createTable("pet").addColumn("id", "integer", (c) => c.primaryKey())
      .addColumn("owner", "integer", (c) => c.references("person.id").onDelete("cascade").notNull())
      .addColumn("species", "text", (c) => c.check(sql`species IN ('cat', 'dog')`)).execute();
    return "done";
  });
  await say("insert", () => db.insertInto("person").values([{ name: "Ann", age: 30 }, { name: "Bob", age: null }]).returningAll().execute());
  await say("insert result", async () => {
    const result = await db.insertInto("pet").values([{ owner: 1, species: "cat" }, { owner: 1, species: "dog" }]).executeTakeFirstOrThrow();
    return [String(result.insertId), String(result.numInsertedOrUpdatedRows)];
  });
  await say("select", () => db.selectFrom("person").innerJoin("pet", "pet.owner", "person.id").select(["name", "species"]).where("age", ">", 18).orderBy("species", "desc").execute());
  await say("nested", () => db.selectFrom("person").select(["name", (eb) => jsonArrayFrom(eb.selectFrom("pet").select("species").whereRef("pet.owner", "=", "person.id").orderBy("pet.id")).as("pets")]).execute());
  await say("group", () => db.selectFrom("pet").select(({ fn }) => ["owner", fn.countAll<number>().as("pets")]).groupBy("owner").having((eb) => eb.fn.countAll(), ">", 1).execute());
  await say("case", () => db.selectFrom("person").select((eb) => ["name", eb.case().when("age", "is", null).then("ageless").else("aged").end().as("kind")]).execute());
  await say("upsert", () => db.insertInto("person").values({ name: "Ann", age: 31 }).onConflict((c) => c.column("name").doUpdateSet((eb) => ({ age: eb.ref("excluded.age") }))).returning("age").execute());
  await say("update", async () => String((await db.updateTable("person").set({ age: 1 }).where("age", "is", null).executeTakeFirst()).numUpdatedRows));
  await say("with", () => db.with("old", (q) => q.selectFrom("person").selectAll().where("age", ">", 30)).selectFrom("old").select("name").execute());
  await say("nobody", () => db.selectFrom("person").selectAll().where("name", "=", "Eve").executeTakeFirstOrThrow());
  await say("unique", () => db.insertInto("person").values({ name: "Ann", age: 1 }).execute());
  await say("check", () => db.insertInto("pet").values({ owner: 1, species: "cow" as "cat" }).execute());
  await say("foreign key", () => db.insertInto("pet").values({ owner: 99, species: "cat" }).execute());
  await say("transaction", () => db.transaction().execute((tx) => tx.deleteFrom("person").execute()));
  await say("tables", async () => (await db.introspection.getTables()).map((t) => [t.name, t.columns.map((c) => [c.name, c.dataType, c.isNullable])]));
  await say("delete", async () => String((await db.deleteFrom("person").where("id", "=", 1).executeTakeFirst()).numDeletedRows));
  await say("cascade", () => sql`SELECT count(*) AS pets FROM pet`.execute(db).then((result) => result.rows));
  const dry = new Kysely<Tables>({ dialect: { createAdapter: () => new SqliteAdapter(), createDriver: () => new DummyDriver(), createIntrospector: (k) => new SqliteIntrospector(k), createQueryCompiler: () => new SqliteQueryCompiler() } });
  await say("compile", () => {
    const { sql, parameters } = dry.selectFrom("person").selectAll().where((eb) => eb.or([eb("name", "like", "A%"), eb("age", "in", [1, 2])])).limit(3).compile();
    return [sql, parameters];
  });
}
