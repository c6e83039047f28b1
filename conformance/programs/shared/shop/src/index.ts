import { DurableObject, WorkerEntrypoint, env as ambient } from "cloudflare:workers";

const rung: string[] = [];

// Bell is what the warehouse may call.
export class Bell extends WorkerEntrypoint<Env> {
  ring(text: string) {
    rung.push(text);
    return `${this.env.OWNER} heard it`;
  }
}

// A Cart is an object of the shop that reaches one of the warehouse.
export class Cart extends DurableObject<Env> {
  async add(depot: string, item: string) {
    const left = await this.env.STOCK.getByName(depot).change(item, -1);
    await this.ctx.storage.transaction(async (txn) => {
      await txn.put(item, ((await txn.get<number>(item)) ?? 0) + 1);
    });
    return { left, cart: Object.fromEntries(await this.ctx.storage.list()) };
  }
}

async function route(request: Request, env: Env): Promise<Response> {
  const url = new URL(request.url);
  const [, call, depot = "north", item = ""] = url.pathname.split("/");
  const stock = env.STOCK.get(env.STOCK.idFromName(depot));
  switch (call) {
    case "deliver":
      return Response.json(await stock.change(item, Number(url.searchParams.get("count") ?? 1)));
    case "list":
      return Response.json(await stock.list());
    case "about":
      return Response.json(await stock.about());
    case "same": {
      const there = (await (await env.WAREHOUSE.fetch(`http://warehouse/${depot}/about`)).json()) as { id: string };
      return Response.json({ same: there.id === stock.id.toString(), back: env.STOCK.idFromString(there.id).equals(stock.id) });
    }
    case "cart":
      return Response.json(await env.CART.getByName("ann").add(depot, item));
    case "ring":
      return Response.json({ answer: await stock.ring("wake up"), rung });
    case "low":
      return Response.json({ ...(await env.REPORTS.low()), props: await env.REPORTS.props });
    case "stock":
      return stock.fetch(request);
    case "warehouse":
      return env.WAREHOUSE.fetch(new Request(`http://warehouse/${depot}/${item}`, request));
    case "ambient":
      return Response.json({ owner: ambient.OWNER, keys: Object.keys(ambient).sort() });
    default:
      return new Response("no such counter\n", { status: 404 });
  }
}

export default {
  async fetch(request, env) {
    try {
      return await route(request, env);
    } catch (error: any) {
      return Response.json({ name: error.name, message: error.message, remote: error.remote }, { status: 409 });
    }
  },
} satisfies ExportedHandler<Env>;

interface Env {
  OWNER: string;
  STOCK: DurableObjectNamespace<any>;
  CART: DurableObjectNamespace<Cart>;
  WAREHOUSE: Fetcher;
  REPORTS: any;
}
