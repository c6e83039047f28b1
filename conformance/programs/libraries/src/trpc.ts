import { TRPCError, initTRPC, tracked } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import superjson from "superjson";
import { z } from "zod";

interface Context { user: string | null }

const t = initTRPC.context<Context>().create({
  transformer: superjson,
  errorFormatter: ({ shape, error }) => ({ ...shape, data: { code: shape.data.code, httpStatus: shape.data.httpStatus, path: shape.data.path, zod: error.cause instanceof z.ZodError ? z.flattenError(error.cause) : null } }),
});
const known = t.procedure.use(({ ctx, next }) => {
  if (!ctx.user) throw new TRPCError({ code: "UNAUTHORIZED", message: "who are you" });
  return next({ ctx: { user: ctx.user } });
});

const posts = [{ id: 1, title: "first", at: new Date(0) }];

const router = t.router({
  hello: t.procedure.input(z.object({ name: z.string() }).optional()).query(({ input }) => `hello ${input?.name ?? "nobody"}`),
  whoami: known.query(({ ctx }) => ctx.user),
  post: t.router({
    list: t.procedure.output(z.array(z.object({ id: z.number(), title: z.string(), at: z.date() }))).query(() => posts),
    add: known.input(z.object({ title: z.string().min(3) })).mutation(({ input, ctx }) => ({ ...input, by: ctx.user, n: 10n })),
    upload: t.procedure.input(z.instanceof(FormData)).mutation(({ input }) => [...input.keys()]),
  }),
  crash: t.procedure.query(() => { throw new Error("crashed"); }),
  lie: t.procedure.output(z.string()).query(() => 1 as any),
  count: t.procedure.subscription(async function* () {
    for (let n = 1; n <= 2; n++) yield tracked(String(n), { n });
  }),
  late: t.procedure.query(async function* () {
    yield 1;
    await new Promise((resolve) => setTimeout(resolve, 2));
    yield 2;
    return "end";
  }),
});

const call = t.createCallerFactory(router);

export default async function (request: Request): Promise<Response> {
  if (new URL(request.url).pathname === "/trpc/caller") {
    return Response.json([await call({ user: "ann" }).post.add({ title: "direct" }).then(({ by }) => by), await call({ user: null }).whoami().catch((error) => [error.name, error.code, error.message])]);
  }
  return fetchRequestHandler({
    endpoint: "/trpc", req: request, router,
    createContext: ({ req }) => ({ user: req.headers.get("x-user") }),
    responseMeta: ({ errors, type }) => (errors.length === 0 && type === "query" ? { headers: { "cache-control": "max-age=1" } } : {}),
  });
}
