import { DOMParser, parseHTML } from "linkedom/worker";
import type { Say } from "./say";

export default async function (say: Say) {
  const { document, CustomEvent, HTMLElement, customElements, Node } = parseHTML('<!doctype html><html><head><title>T</title></head><body><main id="m" class="a b"><p>one</p><p hidden>two</p></main></body></html>');
  await say("query", () => [document.title, document.querySelectorAll("main > p").length, document.getElementById("m")!.className, document.querySelector("p[hidden]")!.textContent, document.querySelector("p:nth-child(2)")!.outerHTML]);
  await say("build", () => {
    const list = document.createElement("ul");
    for (const text of ["<x>", "y"]) list.appendChild(document.createElement("li")).textContent = text;
    document.querySelector("main")!.append(list, document.createTextNode("&"), document.createComment("c"));
    return document.querySelector("main")!.innerHTML;
  });
  await say("change", () => {
    const main = document.querySelector("main")!;
    main.classList.toggle("b");
    main.classList.add("c");
    main.setAttribute("title", 'a "q"');
    (main as any).dataset.someKey = "v";
    (main as any).style.backgroundColor = "red";
    main.firstElementChild!.replaceWith(document.createElement("hr"));
    main.insertAdjacentHTML("afterbegin", "<h1>H</h1>");
    return document.toString();
  });
  await say("events", () => {
    const heard: string[] = [];
    document.querySelector("main")!.addEventListener("ping", (event: any) => heard.push(`${event.type} ${event.detail} ${event.target.nodeName} ${event.currentTarget.nodeName}`), { once: true });
    const event = () => new CustomEvent("ping", { detail: 1, bubbles: true });
    document.querySelector("h1")!.dispatchEvent(event());
    document.querySelector("h1")!.dispatchEvent(event());
    return heard;
  });
  await say("custom element", () => {
    const log: string[] = [];
    customElements.define("my-box", class extends HTMLElement {
      static observedAttributes = ["size"];
      connectedCallback() { log.push("connected"); }
      attributeChangedCallback(name: string, old: string, now: string) { log.push(`${name} ${old} ${now}`); }
    } as any);
    const box = document.body.appendChild(document.createElement("my-box"));
    box.setAttribute("size", "1");
    box.setAttribute("size", "2");
    return [log, box.outerHTML];
  });
  await say("clone and walk", () => {
    const copy = document.querySelector("main")!.cloneNode(true) as Element;
    const names: string[] = [];
    const walker = document.createTreeWalker(copy, 1);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) names.push(node.nodeName);
    return [names, copy.isEqualNode(document.querySelector("main")!), copy.compareDocumentPosition(document.body) & Node.DOCUMENT_POSITION_DISCONNECTED];
  });
  await say("xml", () => {
    const xml = new DOMParser().parseFromString('<?xml version="1.0"?><Feed><Entry id="1"/>é</Feed>', "text/xml");
    return [xml.toString(), xml.querySelector("Entry")!.getAttribute("id")];
  });
  await say("svg and template", () => {
    const { document } = parseHTML("<template><p>in</p></template><svg viewBox='0 0 1 1'><path d='M0 0'/></svg><script>a < b && c</script>");
    return [document.querySelector("template")!.content.childNodes.length, document.querySelector("path")!.outerHTML, document.querySelector("script")!.outerHTML];
  });
  await say("broken selector", () => document.querySelector("p["));
  await say("no such node", () => document.body.removeChild(document.createElement("p")));
}
