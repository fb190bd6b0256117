import { dayMs, hourMs } from '../domain/local-day.ts';

/** A device of a gateway, and when by our clock it was heard in the last eight days, oldest first. */
export type HeardDevice = {
  readonly deviceId: string;
  readonly patientIds: readonly string[];
  readonly perWeek: number;
  readonly heardAt: readonly number[];
};

export type Outage = {
  /** since when none of them has been heard */
  readonly sinceAt: number;
  readonly silent: readonly HeardDevice[];
  /** devices of the gateway that were heard in the week before */
  readonly of: number;
};

export const heardBackMs = 8 * dayMs;
const countedMs = 7 * dayMs;
const share = 1 / 5;
const fewestDevices = 3;
const fewestPatients = 2;
/** from so many gaps on, what a device did says more than what is expected of it */
const enoughGaps = 4;
const slack = 1.25;
const leastSilenceMs = 2 * hourMs;

const lastOf = ({ heardAt }: HeardDevice): number => heardAt.at(-1) ?? Number.NEGATIVE_INFINITY;

/** The longest that a device usually stays silent. */
const usualGapMs = ({ heardAt, perWeek }: HeardDevice): number => {
  const gaps = heardAt.slice(1).map((at, index) => at - (heardAt[index] ?? at));
  const longest = Math.max(0, ...gaps);
  return gaps.length >= enoughGaps ? longest : Math.max(longest, (7 * dayMs) / perWeek);
};

const isSilent = (device: HeardDevice, listeningSince: number, now: number): boolean =>
  now - Math.max(lastOf(device), listeningSince) > Math.max(usualGapMs(device) * slack, leastSilenceMs);

/** Of silent devices those that fell silent together: none of them was overdue when the last was heard. */
const together = (silent: readonly HeardDevice[]): HeardDevice[] => {
  const byLast = silent.toSorted((a, b) => lastOf(a) - lastOf(b));
  const groups = byLast.map(({ heardAt }, index) => {
    const at = heardAt.at(-1) ?? 0;
    return byLast.slice(0, index + 1).filter(device => at - lastOf(device) <= usualGapMs(device) * slack);
  });
  return groups.reduce<HeardDevice[]>((most, group) => (group.length > most.length ? group : most), []);
};

/**
 * The outage of a gateway: more than a fifth of the devices heard in the last week, at least three and of more than
 * one patient, fell silent together beyond what is usual for each. Null without one. Pure. Convention.
 * @param listeningSince what nobody could hear before then is nobody's silence
 */
export const outageOf = (
  devices: readonly HeardDevice[],
  now: number,
  listeningSince = Number.NEGATIVE_INFINITY,
): Outage | null => {
  const counted = devices.filter(device => lastOf(device) > now - countedMs);
  const silent = together(counted.filter(device => isSilent(device, listeningSince, now)));
  const patients = new Set(silent.flatMap(device => device.patientIds));
  const isOutage =
    silent.length >= fewestDevices &&
    silent.length > counted.length * share &&
    patients.size >= fewestPatients;
  return isOutage ? { sinceAt: Math.max(...silent.map(lastOf)), silent, of: counted.length } : null;
};

/** When for so long no device at all was heard, it was Vigil that was off. Convention. */
const offMs = hourMs;

/**
 * Since when Vigil has been there to hear anything, as of its start: the end of the last time that nothing was heard of
 * any gateway. Another start soon after a long time off still knows of that time. Pure.
 */
export const listeningSinceOf = (devices: readonly HeardDevice[], now: number): number => {
  const heard = devices.flatMap(device => device.heardAt).sort((a, b) => a - b);
  const ends = [...heard, now];
  const last = ends.findLastIndex((at, index) => at - (ends[index - 1] ?? now - heardBackMs) > offMs);
  return ends[last] ?? Number.NEGATIVE_INFINITY;
};

/** Of devices that fell silent with a gateway those that it still has and that have not been heard since. Pure. */
export const stillSilent = (
  devices: readonly HeardDevice[],
  deviceIds: readonly string[],
  sinceAt: number,
): HeardDevice[] => {
  const silenced = new Set(deviceIds);
  return devices.filter(device => silenced.has(device.deviceId) && lastOf(device) <= sinceAt);
};

/** An outage is over when few of those that it silenced still are: fewer than three, or a quarter of them at most. */
export const isOutageOver = (silencedAtMost: number, silentNow: number): boolean =>
  silentNow < fewestDevices || silentNow <= silencedAtMost / 4;
