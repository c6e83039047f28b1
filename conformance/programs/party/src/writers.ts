import YProvider from "y-partyserver/provider";
import * as Y from "yjs";

// A Writer has a copy of the document and hears what happens to it.
class Writer {
  readonly doc = new Y.Doc();
  readonly provider: YProvider;
  readonly heard: string[] = [];
  #wake: (() => void)[] = [];

  constructor(host: string, room: string, clientID: number, connectionId: string, connect = true) {
    this.doc.clientID = clientID;
    this.provider = new YProvider(host, room, this.doc, { party: "document", connect, connectionId, params: { topic: "ink" } });
    this.provider.on("custom-message", (message: string) => this.heard.push(message));
    this.doc.on("update", () => this.#woken());
    this.provider.awareness.on("change", () => this.#woken());
    for (const event of ["custom-message", "status", "sync"]) this.provider.on(event, () => this.#woken());
  }

  #woken() {
    for (const wake of this.#wake.splice(0)) wake();
  }

  get text() {
    return this.doc.getText("text");
  }

  async until(met: () => unknown) {
    while (!met()) await new Promise<void>((resolve) => this.#wake.push(resolve));
  }

  async next(message: string | RegExp): Promise<string> {
    let at = -1;
    await this.until(() => (at = this.heard.findIndex((one) => (typeof message === "string" ? one === message : message.test(one)))) >= 0);
    return this.heard.splice(0, at + 1)[at];
  }
}

// write lets two writers and a reader have their way with one document.
export async function write(host: string): Promise<unknown> {
  const log: unknown[] = [];
  const ann = new Writer(host, "novel", 1, "ann"), bob = new Writer(host, "novel", 2, "bob");
  await ann.until(() => ann.provider.synced);
  await bob.until(() => bob.provider.synced);
  log.push(ann.provider.wsconnected, new URL(ann.provider.url).search, ann.provider.roomname);

  ann.text.insert(0, "It was a dark night.");
  ann.text.format(9, 4, { bold: true });
  await bob.until(() => bob.text.toDelta().length === 3);
  bob.text.insert(bob.text.length, " Rain fell.");
  bob.doc.getMap("meta").set("title", "Night");
  await ann.until(() => ann.doc.getMap("meta").has("title"));
  log.push(ann.text.toDelta(), bob.doc.toJSON(), await ann.next("saved 31 characters"));

  ann.text.insert(0, "A1 ");
  bob.text.insert(0, "B1 "); // before either has heard of the other
  await ann.until(() => ann.text.toString().includes("B1"));
  await bob.until(() => bob.text.toString().includes("A1"));
  log.push(ann.text.toString(), ann.text.toString() === bob.text.toString());

  ann.provider.awareness.setLocalStateField("cursor", { at: 3 });
  await bob.until(() => bob.provider.awareness.getStates().get(1)?.cursor);
  bob.provider.awareness.setLocalState({ name: "bob" });
  await ann.until(() => ann.provider.awareness.getStates().get(2)?.name);
  ann.provider.sendMessage("who");
  log.push(JSON.parse(await ann.next(/^\{/)));
  bob.provider.sendMessage("hello");
  log.push(await ann.next("bob says hello"));

  const reader = new Writer(host, "novel", 3, "reader-1");
  await reader.until(() => reader.provider.synced && reader.text.length > 0);
  log.push(reader.text.toString(), [...reader.provider.awareness.getStates()].map(([id]) => id).sort());
  reader.text.insert(0, "(ignored) ");
  reader.provider.sendMessage("what");
  await ann.next("reader-1 says what"); // what the reader sent before it has come, too
  log.push(ann.text.toString().includes("ignored"));
  reader.provider.destroy();

  const cy = new Writer(host, "novel", 5, "cy", false);
  cy.text.insert(0, "The end."); // alone
  cy.doc.getMap("meta").set("title", "Dawn");
  await cy.provider.connect();
  await ann.until(() => ann.text.length === 45);
  await cy.until(() => cy.text.length === 45);
  log.push(cy.text.toString(), cy.text.toString() === ann.text.toString(), cy.doc.getMap("meta").get("title"), await ann.next("saved 45 characters"));

  for (const { provider } of [ann, bob, cy]) provider.destroy();
  return log;
}

// replace takes a document back to what it was.
export async function replace(host: string): Promise<unknown> {
  const log: unknown[] = [];
  const ann = new Writer(host, "draft", 4, "ann");
  await ann.until(() => ann.provider.synced);
  ann.text.insert(0, "a first draft");
  ann.doc.getMap("meta").set("version", 1);
  ann.provider.sendMessage("keep");
  ann.text.delete(2, 5);
  ann.text.insert(2, "second");
  ann.doc.getMap("meta").set("version", 2);
  log.push(await ann.next("saved 14 characters"), ann.doc.toJSON());
  ann.provider.sendMessage("back");
  log.push(await ann.next("saved 13 characters"), ann.doc.toJSON());
  ann.provider.destroy();
  return log;
}
