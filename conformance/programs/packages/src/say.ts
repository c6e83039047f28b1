// A Say takes one line for the answer: what a call came to, or how it failed.
export type Say = (label: string, call: () => unknown) => Promise<void>;

// transcript is the answer of a visit, a line a call.
export async function transcript(visit: (say: Say) => Promise<void>): Promise<Response> {
  const lines: string[] = [];
  await visit(async (label, call) => {
    try {
      const value = await call();
      lines.push(`${label}: ${typeof value === "string" ? value : JSON.stringify(value)}`);
    } catch (error: any) {
      lines.push(`${label} fails: ${error.name}: ${error.message}`);
    }
  });
  return new Response(lines.join("\n") + "\n");
}
