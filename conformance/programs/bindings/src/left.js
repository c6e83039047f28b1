// What is left of the other chapters.
export const kv = async ({ PAIRS, OTHERS }) => [(await PAIRS.list({ prefix: "m/" })).keys.map((k) => [k.name, k.metadata]), await PAIRS.get("text"), (await OTHERS.list()).keys.length];
export const d1 = ({ DB }) => DB.prepare("SELECT id, name FROM user ORDER BY id").raw();
export const r2 = async ({ FILES }) => [(await FILES.list({ prefix: "m" })).objects.map((o) => o.key), await (await FILES.get("meta")).text(), (await FILES.get("parts")).size];
