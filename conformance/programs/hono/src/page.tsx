import type { FC, PropsWithChildren } from "hono/jsx";
import type { Todo } from "./list";

const Layout: FC<PropsWithChildren<{ title: string }>> = ({ title, children }) => (
  <html lang="en">
    <head>
      <title>{title}</title>
      <meta charset="utf-8" />
    </head>
    <body>{children}</body>
  </html>
);

const Item = async ({ todo }: { todo: Todo }) => (
  <li class={todo.done ? "done" : undefined} data-id={todo.id}>
    {todo.text}
  </li>
);

export const Page: FC<{ name: string; todos: Todo[] }> = ({ name, todos }) => (
  <Layout title={`List ${name}`}>
    <>
      <h1>{name} &amp; co</h1>
      {todos.length > 0 ? <ul>{todos.map((todo) => <Item todo={todo} />)}</ul> : <p>nothing to do</p>}
      <input type="checkbox" checked disabled={false} style={{ color: "red", fontSize: "12px" }} />
    </>
  </Layout>
);
