import type { Hotel } from "./hotel";
export { Hotel } from "./hotel";

type Call = (hotel: DurableObjectStub<Hotel>, body: any) => Promise<unknown>;

const calls: Record<string, Call> = {
  version: (hotel) => hotel.version(),
  "add-rooms": (hotel, body) => hotel.addRooms(body),
  rooms: (hotel) => hotel.rooms(),
  book: (hotel, body) => hotel.book(body),
  "book-all": (hotel, body) => hotel.bookAll(body.stays, body.strict),
  find: (hotel, id) => hotel.find(id),
  pay: (hotel, body) => hotel.pay(body.id, body.card),
  takings: (hotel) => hotel.takings(),
  cancel: (hotel, id) => hotel.cancel(id),
  guests: (hotel) => hotel.guests(),
  forget: (hotel, mail) => hotel.forget(mail),
  calendar: (hotel, body) => hotel.calendar(body.first, body.days),
  statistics: (hotel) => hotel.statistics(),
  review: (hotel, body) => hotel.review(body.room, body.text),
  search: (hotel, words) => hotel.search(words),
  raw: (hotel, [query, ...bindings]) => hotel.raw(query, bindings),
  free: (hotel, body) => hotel.firstFree(body.first, body.nights),
  half: (hotel, number) => hotel.half(number),
  late: (hotel) => hotel.late(),
  demolish: (hotel) => hotel.demolish(),
  // Two who want the last room at the same moment.
  race: async (hotel, stays) => (await Promise.allSettled(stays.map((stay: any) => hotel.book(stay))))
    .map((result) => result.status === "fulfilled" ? result.value.guest : result.reason.message),
};

export default {
  async fetch(request, env) {
    const [, name, call] = new URL(request.url).pathname.split("/");
    if (!calls[call]) return new Response("no such call\n", { status: 404 });
    const text = await request.text();
    try {
      const result = await calls[call](env.HOTEL.getByName(name), text ? JSON.parse(text) : undefined);
      return Response.json(result ?? null, { status: request.method === "POST" ? 201 : 200 });
    } catch (error: any) {
      const { name, message, status = 409, remote, durableObjectReset } = error;
      return Response.json({ name, message, remote, durableObjectReset }, { status });
    }
  },
} satisfies ExportedHandler<Env>;

declare global {
  interface Env {
    HOTEL: DurableObjectNamespace<Hotel>;
  }
}
