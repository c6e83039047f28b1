import bytes from "./bytes";
import effect from "./effect";
import luxon from "./luxon";
import messages from "./messages";
import preact from "./preact";
import { transcript } from "./say";
import state from "./state";
import texts from "./texts";

const visits = { bytes, effect, luxon, messages, preact, state, texts };

export default {
  fetch(request) {
    const name = new URL(request.url).pathname.slice(1);
    return name in visits ? transcript(visits[name as keyof typeof visits]) : new Response("no such package", { status: 404 });
  },
} satisfies ExportedHandler;
