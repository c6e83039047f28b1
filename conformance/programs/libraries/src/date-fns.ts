import * as d from "date-fns";
import { de, fr, ja } from "date-fns/locale";
import type { Say } from "./say";

const at = new Date("2024-02-29T13:45:06.789Z");

export default async function (say: Say) {
  await say("format", () => d.format(at, "yyyy-MM-dd'T'HH:mm:ss.SSSxxx EEEE do MMMM QQQQ RRRR-'W'II DDD aaaa", { useAdditionalDayOfYearTokens: true }));
  await say("locales", () => [de, fr, ja].map((locale) => d.format(at, "PPPPpp", { locale })));
  await say("parse", () => [d.parse("3 März 2021", "d MMMM yyyy", at, { locale: de }), d.parse("13:05 07/04/99", "HH:mm dd/MM/yy", at), String(d.parse("nope", "yyyy", at))]);
  await say("iso", () => [d.parseISO("2020-W53-7"), d.parseISO("2021-200T10:00+02:30"), d.formatISO(at), d.formatRFC3339(at, { fractionDigits: 3 }), d.formatRFC7231(at), d.formatISODuration({ months: 1, minutes: 5 })]);
  await say("add", () => [d.addMonths(at, 12), d.addBusinessDays(at, 7), d.sub(at, { years: 1, hours: 14 }), d.addDays(at, -60), d.setWeek(at, 1), d.nextFriday(at)]);
  await say("starts and ends", () => [d.startOfWeek(at, { weekStartsOn: 1 }), d.endOfQuarter(at), d.startOfISOWeekYear(at), d.lastDayOfMonth(at), d.roundToNearestMinutes(at, { nearestTo: 15 })]);
  await say("differences", () => [d.differenceInCalendarDays(at, new Date(0)), d.differenceInMonths(new Date("2024-03-31"), new Date("2024-02-29")), d.differenceInBusinessDays(new Date("2024-03-31"), at), d.intervalToDuration({ start: new Date(0), end: at })]);
  await say("distance", () => [d.formatDistance(at, new Date("2024-01-01")), d.formatDistanceStrict(at, new Date("2024-01-01"), { unit: "hour" }), d.formatDistance(at, new Date("2020-01-01"), { locale: fr, addSuffix: true }), d.formatRelative(at, new Date("2024-03-02"))]);
  await say("duration", () => d.formatDuration({ years: 2, days: 3, minutes: 1 }, { delimiter: ", " }));
  await say("intervals", () => [d.eachWeekendOfMonth(at).length, d.eachDayOfInterval({ start: at, end: d.addDays(at, 2) }), d.areIntervalsOverlapping({ start: 0, end: 5 }, { start: 5, end: 9 }), d.isWithinInterval(at, { start: 0, end: at })]);
  await say("Intl", () => [d.intlFormat(at, { weekday: "long", year: "numeric", month: "long", day: "numeric", timeZone: "UTC" }, { locale: "en-US" }), d.intlFormat(at, { dateStyle: "medium", timeStyle: "short", timeZone: "Asia/Tokyo" } as any, { locale: "en-US" })]);
  await say("Intl distance", () => [d.intlFormatDistance(d.addDays(at, 1), at), d.intlFormatDistance(d.subMonths(at, 5), at, { locale: "en-US" }), d.intlFormatDistance(d.addSeconds(at, 90), at, { unit: "second", numeric: "always", style: "short" })]);
  await say("questions", () => [d.isLeapYear(at), d.isWeekend(at), d.isValid(new Date(NaN)), d.isMatch("2020-13-01", "yyyy-MM-dd"), d.compareAsc(at, 0), d.max([0, at]), d.closestTo(at, [0, 1e12])]);
  await say("token", () => d.format(at, "YYYY"));
  await say("letter", () => d.format(at, "b n"));
  await say("invalid", () => d.format(new Date(NaN), "yyyy"));
}
