import { getAgentByName, routeAgentRequest } from "agents";
import { clients } from "./clients";
import type { Planner } from "./planner";
export { Helper, Planner } from "./planner";

interface Env {
  Planner: DurableObjectNamespace<Planner>;
}

export default {
  async fetch(request, env): Promise<Response> {
    const url = new URL(request.url);
    const [, first, second, third] = url.pathname.split("/");
    try {
      if (first === "client") return new Response((await clients[second](url.host)).map((line) => JSON.stringify(line) + "\n").join(""));
      if (first === "retitle") {
        const planner = await getAgentByName(env.Planner, second);
        return Response.json(await planner.retitle(third));
      }
    } catch (error: any) {
      return Response.json({ name: error.name, message: error.message }, { status: 500 });
    }
    return (await routeAgentRequest(request, env, { cors: true })) ?? new Response("no agent here\n", { status: 404 });
  },
} satisfies ExportedHandler<Env>;
