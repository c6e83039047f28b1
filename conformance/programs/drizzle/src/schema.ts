import { relations } from "drizzle-orm";
import { blob, index, integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const author = sqliteTable("author", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  name: text("name").notNull().unique(),
});

export const book = sqliteTable("book", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  title: text("title").notNull(),
  authorId: integer("author_id").notNull().references(() => author.id, { onDelete: "cascade" }),
  pages: integer("pages"),
  price: real("price").notNull().default(9.5),
  tags: text("tags", { mode: "json" }).$type<string[]>().notNull().default([]),
  lent: integer("lent", { mode: "boolean" }).notNull().default(false),
  printed: integer("printed", { mode: "timestamp" }),
  cover: blob("cover", { mode: "buffer" }),
}, (table) => [index("book_author").on(table.authorId)]);

export const authorRelations = relations(author, ({ many }) => ({ books: many(book) }));
export const bookRelations = relations(book, ({ one }) => ({
  author: one(author, { fields: [book.authorId], references: [author.id] }),
}));
