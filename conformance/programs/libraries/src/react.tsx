import { Suspense, createContext, use, useId, useMemo, useReducer, useState, type ReactNode } from "react";
import { renderToReadableStream, renderToStaticMarkup, renderToString } from "react-dom/server";
import { prerender } from "react-dom/static";

const Theme = createContext("light");

function Counter({ start }: { start: number }) {
  const [n] = useState(() => start * 2);
  const [list] = useReducer((all: number[]) => all, [n, n + 1]);
  const id = useId();
  const text = useMemo(() => `<${n}> & "more"`, [n]);
  return <label htmlFor={id} className={use(Theme)} style={{ marginTop: 3, WebkitOrder: 2, color: "red" }} data-n={n} aria-hidden onClick={() => {}}>{text}{list.map((x) => <i key={x}>{x}</i>)}{null}{false}{0}</label>;
}

const late = <T,>(value: T) => new Promise<T>((resolve) => setTimeout(() => resolve(value), 5));

function Late({ data }: { data: Promise<string> }) {
  return <p>{use(data)}</p>;
}

async function Fails(): Promise<ReactNode> {
  await late(0);
  throw new Error("no luck");
}

function Page({ children }: { children: ReactNode }) {
  return <html><head><title>Page</title><meta name="a" content="b" /></head><body><Theme value="dark"><Counter start={2} /></Theme><input defaultValue="v" readOnly /><textarea defaultValue={"\nx"} /><select defaultValue="b"><option value="a">A</option><option value="b">B</option></select><div dangerouslySetInnerHTML={{ __html: "<b>raw</b>" }} /><svg strokeWidth={2}><use xlinkHref="#x" /></svg>{children}</body></html>;
}

// stackless is what comes before the stacks in which development tells the client about an error.
const stackless = async (stream: ReadableStream) => (await new Response(stream).text()).split(',"digest"')[0];

// Answers a page a path, streamed as React streams it.
export default async function (request: Request): Promise<Response> {
  const errors: string[] = [];
  const options = { onError: (error: any) => { errors.push(error.message); return "digest"; } };
  const html = (body: BodyInit, status = 200) => new Response(body, { status, headers: { "Content-Type": "text/html" } });
  switch (new URL(request.url).pathname) {
    case "/react/string":
      return html(renderToString(<Counter start={1} />) + "\n" + renderToStaticMarkup(<><Counter start={3} />text<br /></>));
    case "/react/stream":
      return html(await renderToReadableStream(<Page><Suspense fallback={<p>wait</p>}><Late data={late("here it is")} /></Suspense></Page>, { ...options, bootstrapScripts: ["/main.js"], bootstrapScriptContent: "let a = '</script>'" }));
    case "/react/ready": {
      const stream = await renderToReadableStream(<Page><Suspense fallback={<p>wait</p>}><Late data={late("all at once")} /></Suspense></Page>, options);
      await stream.allReady;
      return html(stream);
    }
    case "/react/boundary": {
      const stream = await renderToReadableStream(<main><Suspense fallback={<p>sorry</p>}><Fails /></Suspense></main>, options);
      return html(await stackless(stream) + "\n" + errors.join());
    }
    case "/react/shell":
      try {
        return html(await renderToReadableStream(<Fails />, options));
      } catch (error: any) {
        return html(`<h1>${error.message}</h1>${errors.join()}`, 500);
      }
    case "/react/abort": {
      const stop = new AbortController();
      const stream = await renderToReadableStream(<main><Suspense fallback="waiting"><Late data={new Promise(() => {})} /></Suspense></main>, { ...options, signal: stop.signal });
      setTimeout(() => stop.abort(new Error("too slow")), 5);
      return html(await stackless(stream) + "\n" + errors.join());
    }
    case "/react/static": {
      const { prelude } = await prerender(<Suspense fallback="waiting"><Late data={late("prerendered")} /></Suspense>, options);
      return html(prelude);
    }
    default:
      try {
        return html(renderToString({ not: "an element" } as any));
      } catch (error: any) {
        return html(error.message, 500);
      }
  }
}
