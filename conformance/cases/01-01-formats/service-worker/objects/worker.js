import { DurableObject } from "cloudflare:workers";

export class Room extends DurableObject {
  fetch(request) {
    return new Response(`${this.ctx.id.name} ${new URL(request.url).pathname}`);
  }
}
export default {};
