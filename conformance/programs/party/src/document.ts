import { YServer } from "y-partyserver";
import type { Connection } from "partyserver";
import * as Y from "yjs";

// A Document is a text that many write at once, saved soon after the last stroke.
export class Document extends YServer {
  static callbackOptions = { debounceWait: 5, debounceMaxWait: 50 };
  saves = 0;
  kept = new Uint8Array();

  async onLoad() {
    this.ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS saved (id INTEGER PRIMARY KEY, state BLOB NOT NULL)");
    for (const { state } of this.ctx.storage.sql.exec<{ state: ArrayBuffer }>("SELECT state FROM saved")) {
      Y.applyUpdate(this.document, new Uint8Array(state));
    }
  }

  async onSave() {
    this.ctx.storage.sql.exec("INSERT OR REPLACE INTO saved VALUES (1, ?)", Y.encodeStateAsUpdate(this.document));
    this.saves++;
    this.broadcastCustomMessage(`saved ${this.document.getText("text").length} characters`);
  }

  isReadOnly(connection: Connection) {
    return connection.id.startsWith("reader");
  }

  onCustomMessage(connection: Connection, message: string) {
    if (message === "who") {
      const states = [...this.document.awareness.getStates()].sort(([a], [b]) => a - b);
      this.sendCustomMessage(connection, JSON.stringify({ you: connection.id, states, saved: this.saves > 0 }));
    } else if (message === "keep") {
      this.kept = Y.encodeStateAsUpdate(this.document);
    } else if (message === "back") {
      this.unstable_replaceDocument(this.kept, (key) => (key === "text" ? "Text" : "Map"));
    } else {
      this.broadcastCustomMessage(`${connection.id} says ${message}`, connection);
    }
  }

  onRequest() {
    return Response.json({ ...this.document.toJSON(), delta: this.document.getText("text").toDelta() });
  }
}
