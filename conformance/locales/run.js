import { available, dump, fingerprint, groups, regions } from "dump";
export default { test(controller, env) {
  const zones = groups();
  if (env.LOCALES === "") console.log(JSON.stringify({ zones: zones.map((g) => g.zones.join(" ")), available: available("NumberFormat").map((tag) => [tag, fingerprint(tag)]), plurals: available("PluralRules"), collations: available("Collator"), regions: regions() }));
  else for (const name of env.LOCALES.split(" ")) console.log(JSON.stringify({ name, texts: dump(name, zones) }));
} };
