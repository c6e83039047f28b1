import { WorkerEntrypoint } from "cloudflare:workers";

export class Bare extends WorkerEntrypoint {}
export default { test() {} };
