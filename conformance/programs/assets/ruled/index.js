import { WorkerEntrypoint } from "cloudflare:workers";

// The Worker of a site with headers and redirects: it gets what the assets do not answer.
export default class extends WorkerEntrypoint {
	fetch(request) {
		return new Response(`worker: ${request.method} ${new URL(request.url).pathname}`);
	}
	hello(name) {
		return `hello ${name}`;
	}
}

export class Other extends WorkerEntrypoint {
	fetch(request) {
		return this.env.FILES.fetch(request);
	}
}
