import { DateTime, Duration, Interval } from "luxon";
import type { Say } from "./say";

export default async function (say: Say) {
  const d = DateTime.fromISO("2024-02-29T13:45:06.789Z", { zone: "America/New_York" });
  await say("luxon", () => [d.toISO(), d.toFormat("yyyy LLL dd, HH:mm:ss ZZZZ z EEEE"), d.toLocaleString(DateTime.DATETIME_FULL), d.toLocaleString(DateTime.DATE_HUGE), d.plus({ months: 1 }).toISO(), d.startOf("week").toISO(), d.weekNumber, d.offsetNameLong, d.offsetNameShort, d.zoneName, d.isInDST, d.setZone("Asia/Kolkata").toISO()]);
  await say("luxon tokens", () => d.toFormat("D DD DDD DDDD t tt ttt tttt T TT f ff fff ffff F FF FFF FFFF"));
  await say("luxon dur", () => [Duration.fromObject({ hours: 25, minutes: 5 }).toHuman(), Duration.fromMillis(3723000).toFormat("hh:mm:ss"), Interval.fromDateTimes(d, d.plus({ days: 3 })).toDuration("hours").toObject(), d.diff(DateTime.fromISO("2023-01-01"), ["years", "months", "days"]).toObject()]);
  await say("luxon rel", () => [d.toRelative({ base: d.plus({ days: 3 }) }), d.toRelativeCalendar({ base: d.plus({ days: 1 }) }), DateTime.fromFormat("May 5 2020 3:04 PM", "LLLL d yyyy h:mm a", { zone: "utc" }).toISO(), DateTime.fromISO("bad").invalidExplanation, DateTime.fromISO("2020-01-01", { zone: "No/Zone" }).invalidReason]);
  await say("luxon dst", () => [DateTime.fromISO("2024-03-10T02:30", { zone: "America/New_York" }).toISO(), DateTime.fromISO("2024-11-03T01:30", { zone: "America/New_York" }).plus({ hours: 1 }).toISO()]);
  await say("invalid", () => DateTime.fromObject({ month: 13 }).toFormat("yyyy"));
}
