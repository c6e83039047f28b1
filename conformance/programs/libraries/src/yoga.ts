import { GraphQLError, GraphQLScalarType, buildSchema, execute, graphql, introspectionFromSchema, lexicographicSortSchema, parse, printSchema, validate } from "graphql";
import { createSchema, createYoga } from "graphql-yoga";
import type { Env } from "./say";

const books = [{ id: "1", title: "Emma", author: "1", year: 1815 }, { id: "2", title: "Ficciones", author: "2", year: 1944 }];

const schema = createSchema<Env>({
  typeDefs: `
    scalar Upper
    enum Order { ASC DESC }
    interface Node { id: ID! }
    type Author { id: ID!, name: String!, books: [Book!]! }
    type Book implements Node { id: ID!, title: String!, year: Int, author: Author!, shout: Upper, broken: String, brokenHard: String! }
    union Found = Book | Author
    input BookInput { title: String!, year: Int = 2000 }
    type Query { books(order: Order = ASC, first: Int): [Book!]!, book(id: ID!): Book, node(id: ID!): Node, find(text: String!): [Found!]!, header(name: String!): String }
    type Mutation { add(input: BookInput!): Book! }
    type Subscription { countdown(from: Int!): Int! }
  `,
  resolvers: {
    Upper: new GraphQLScalarType({ name: "Upper", serialize: (value) => String(value).toUpperCase() }),
    Node: { __resolveType: () => "Book" },
    Found: { __resolveType: (value: any) => ("title" in value ? "Book" : "Author") },
    Author: { name: ({ id }) => ["Austen", "Borges"][id - 1], books: ({ id }) => books.filter((book) => book.author === id) },
    Book: {
      author: ({ author }) => ({ id: author }), shout: ({ title }) => title,
      broken: () => { throw new GraphQLError("broken on purpose", { extensions: { code: "BROKEN", http: { status: 422 } } }); },
      brokenHard: () => { throw new Error("secret detail"); },
    },
    Query: {
      books: (_, { order, first }) => [...books].sort((a, b) => (order === "ASC" ? a.year - b.year : b.year - a.year)).slice(0, first ?? 9),
      book: async (_, { id }) => books.find((book) => book.id === id), node: (_, { id }) => books.find((book) => book.id === id),
      find: (_, { text }) => [...books.filter(({ title }) => title.includes(text)), { id: "1" }],
      header: (_, { name }, context) => context.request.headers.get(name),
    },
    Mutation: { add: (_, { input }) => ({ id: "3", author: "1", ...input }) },
    Subscription: { countdown: { async *subscribe(_: unknown, { from }: any) { for (let n = from; n > 0; n--) yield { countdown: n }; } } },
  },
});

const yoga = createYoga<Env>({ schema, graphqlEndpoint: "/graphql", logging: false, landingPage: false, graphiql: false, maskedErrors: { isDev: false } });

export default async function (request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
  if (new URL(request.url).pathname !== "/graphql/library") return yoga.fetch(request, env, ctx);
  const plain = buildSchema("type Query { hello(name: String = \"you\"): String, a: Int }");
  return Response.json([
    await graphql({ schema: plain, source: "{ hello a }", rootValue: { hello: ({ name }: any) => `hi ${name}`, a: 1.5 } }),
    validate(plain, parse("{ nope hello(x: 1) }")).map((error) => error.toString()),
    await Promise.resolve().then(() => parse("{ a ")).catch((error) => [error.message, error.locations]),
    execute({ schema: plain, document: parse("query Q($n: String!) { hello(name: $n) }"), variableValues: {} }),
    printSchema(lexicographicSortSchema(plain)), introspectionFromSchema(plain).__schema.types.length,
  ]);
}
