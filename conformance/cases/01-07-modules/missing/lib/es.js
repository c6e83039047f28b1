export const find = (name) => import(name).then(() => "found", (e) => String(e));
