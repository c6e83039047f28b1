import cheerio from "./cheerio";
import dateFns from "./date-fns";
import drizzle from "./drizzle";
import hono from "./hono";
import ids from "./ids";
import itty from "./itty";
import jose from "./jose";
import kysely from "./kysely";
import linkedom from "./linkedom";
import lodash from "./lodash";
import marked from "./marked";
import openapi from "./openapi";
import react from "./react";
import rxjs from "./rxjs";
import { transcript, type Env } from "./say";
import superjson from "./superjson";
import toucan from "./toucan";
import trpc from "./trpc";
import valibot from "./valibot";
import yjs from "./yjs";
import yoga from "./yoga";
import zod from "./zod";

const visits = { cheerio, "date-fns": dateFns, drizzle, ids, jose, kysely, linkedom, lodash, marked, rxjs, superjson, toucan, valibot, yjs, zod };
const servers = { graphql: yoga, hono, itty, openapi: openapi.fetch, react, trpc };

export default {
  async fetch(request, env, ctx) {
    const name = new URL(request.url).pathname.split("/")[1];
    if (name in visits) return transcript(visits[name as keyof typeof visits], env);
    if (name in servers) return servers[name as keyof typeof servers](request, env, ctx);
    return new Response("no such package", { status: 404 });
  },
} satisfies ExportedHandler<Env>;
