export class Thing {
  fetch() {
    return new Response("Hello from an object!");
  }
}

export default {
  fetch(request, env) {
    return env.things.get(env.things.idFromName("one")).fetch(request);
  },
};
