import * as Y from "yjs";
import type { Say } from "./say";

function doc(clientID: number): Y.Doc {
  const made = new Y.Doc();
  made.clientID = clientID;
  return made;
}

export default async function (say: Say) {
  const a = doc(1), b = doc(2);
  a.on("update", (update) => Y.applyUpdate(b, update, "a"));
  await say("types", () => {
    a.transact(() => {
      a.getMap("map").set("n", 1).toString();
      a.getMap("map").set("nested", new Y.Array());
      (a.getMap("map").get("nested") as Y.Array<unknown>).push([1, "two", { three: 3 }, new Uint8Array([4])]);
      a.getText("text").insert(0, "hello world");
      a.getText("text").format(0, 5, { bold: true });
    });
    return [b.getMap("map").toJSON(), b.getText("text").toDelta(), b.toJSON().text];
  });
  await say("conflict", () => {
    const left = doc(3), right = doc(4);
    left.getText("t").insert(0, "left");
    right.getText("t").insert(0, "right");
    Y.applyUpdate(left, Y.encodeStateAsUpdate(right));
    Y.applyUpdate(right, Y.encodeStateAsUpdate(left, Y.encodeStateVector(right)));
    return [left.getText("t").toString(), left.getText("t").toString() === right.getText("t").toString(), [...Y.encodeStateVector(left)]];
  });
  await say("bytes", () => {
    const fixed = doc(7);
    fixed.getArray("list").insert(0, ["ä", 1.5, null, true, -3, 2 ** 40]);
    fixed.getArray("list").delete(1, 2);
    return [[...Y.encodeStateAsUpdate(fixed)], [...Y.encodeStateAsUpdateV2(fixed)], fixed.getArray("list").toJSON()];
  });
  await say("observe", () => {
    const events: unknown[] = [];
    const list = a.getArray("list");
    list.observe((event) => events.push(event.changes.delta, event.transaction.local));
    a.getMap("map").observeDeep((all) => events.push(all.map((event) => [event.path, [...event.changes.keys]])));
    list.push(["x", "y"]);
    list.delete(0);
    a.getMap("map").delete("n");
    (a.getMap("map").get("nested") as Y.Array<unknown>).delete(0, 1);
    return events;
  });
  await say("undo", () => {
    const text = a.getText("undone");
    const undo = new Y.UndoManager(text, { captureTimeout: 0 });
    text.insert(0, "one");
    text.insert(3, " two");
    undo.undo();
    const after = text.toString();
    undo.redo();
    return [after, text.toString(), undo.canRedo(), b.getText("undone").toString()];
  });
  await say("XML", () => {
    const fragment = a.getXmlFragment("xml");
    const element = new Y.XmlElement("p");
    element.setAttribute("class", "note");
    element.insert(0, [new Y.XmlText("inside")]);
    fragment.insert(0, [element]);
    return [fragment.toString(), b.getXmlFragment("xml").toJSON()];
  });
  await say("positions", () => {
    const text = a.getText("text");
    const here = Y.createRelativePositionFromTypeIndex(text, 6);
    text.insert(0, "oh, ");
    return [Y.createAbsolutePositionFromRelativePosition(here, a)?.index, Y.relativePositionToJSON(here)];
  });
  await say("updates", () => {
    const merged = Y.mergeUpdates([Y.encodeStateAsUpdate(a), Y.encodeStateAsUpdate(b)]);
    const { structs, ds } = Y.decodeUpdate(Y.diffUpdate(merged, Y.encodeStateVector(a)));
    return [structs.length, ds.clients.size, Y.equalSnapshots(Y.snapshot(a), Y.snapshot(b))];
  });
  await say("subdocument", () => {
    const child = new Y.Doc({ guid: "child" });
    child.getMap().set("in", 1);
    a.getMap("docs").set("child", child);
    return [(b.getMap("docs").get("child") as Y.Doc).guid, a.getSubdocGuids().size];
  });
  await say("beyond the end", () => a.getArray("list").delete(5, 9));
  await say("other type", () => { a.getMap("text"); });
  await say("broken update", () => Y.applyUpdate(doc(9), new Uint8Array([1, 2, 3])));
}
