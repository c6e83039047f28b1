import * as cheerio from "cheerio";
import type { Say } from "./say";

const page = `<!doctype html><title>Fruit &amp; more</title><ul id=fruits><li class="apple red">Apple<li class=pear data-n='2' data-o='{"a":1}'>Pear &lt;3</ul>
<p>one<p>two<b>bold<i>both</b>italic</i><table><tr><td>1<td>2</table><form><input name=a value="x y"><input type=checkbox name=b checked><select name=s><option value=1><option value=2 selected></select></form>`;

export default async function (say: Say) {
  const $ = cheerio.load(page);
  await say("text", () => [$("title").text(), $("li").map((i, el) => `${i} ${$(el).text().trim()}`).get(), $("p").length]);
  await say("parsed", () => $.html());
  await say("selectors", () => [
    $("li:nth-child(2)").attr("class"), $("ul > li.red").length, $("li:not(.pear)").text(), $("[data-n^='2']").data(), $("p:has(b)").text(), $("td:contains('2')").index(), $("li").filter(".pear").is("li"), $("b, i").length, $("option:selected").val(), $(":checked").attr("name"),
  ]);
  await say("walk", () => [$("td").last().closest("table").prop("tagName"), $(".pear").prev().text(), $("ul").children().eq(0).next().attr("data-n"), $("p").first().nextUntil("form").length, $("td").parents().map((_, el) => (el as any).name).get()]);
  await say("change", () => {
    $("#fruits").append('<li class="plum">Plum</li>').prepend($("<li>").text("<First>"));
    $(".pear").addClass("green").removeAttr("data-o").attr("title", 'a "b"').css("color", "red").wrapInner("<em></em>");
    $(".apple").replaceWith("<li>Gone</li>").remove();
    $("table").before("<!-- table -->").empty();
    return [$.html("ul"), $("#fruits").toString().length, $.html($("table"))];
  });
  await say("forms", () => [$("form").serialize(), $("form").serializeArray(), $("input[name=a]").val("new").val()]);
  await say("extract", () => $.extract({ title: "title", fruits: ["li"], pear: { selector: ".pear", value: "data-n" } }));
  await say("xml", () => {
    const xml = cheerio.load('<?xml version="1.0"?><a:feed xmlns:a="x"><Item/><item>é<![CDATA[<raw>]]></item></a:feed>', { xml: true });
    return [xml.xml(), xml("item").text(), xml("a\\:feed").children().length];
  });
  await say("fragment", () => [cheerio.load("<td>cell", null, false).html(), cheerio.load("<script>a<b</script>&nbsp;<br/>")("body").html(), $.text(), cheerio.load("&copy;&notit;&#x1F600;")("body").text()]);
  await say("stream", async () => cheerio.load(await new Response("<p>from a response</p>").text())("p").text());
  await say("no such selector", () => $("li:nope"));
  await say("broken selector", () => $("li["));
}
