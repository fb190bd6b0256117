import { type HeardDevice, heardBackMs, isOutageOver, outageOf, stillSilent } from '../attendance/outage.ts';
import { hourMs } from '../domain/local-day.ts';
import type { Kind } from '../domain/reading.ts';
import type { Step } from './driver-intake.ts';

/** A time in which a gateway was silent, as the service would have said. */
export type GatewaySpan = {
  readonly incidentId: string;
  /** since when none of its silent devices was heard */
  readonly since: number;
  /** from when on the service said so, and until when */
  readonly fromAt: number;
  readonly untilAt: number;
};

/** A gateway that was silent for a time, and a kind of device that a patient has behind it. */
export type SilentSpan = GatewaySpan & { readonly kind: Kind };

/** The service looks every five minutes; an hour here delays nobody who counts whole days of silence. */
const lookEveryMs = hourMs;

const countUpTo = (instants: readonly number[], at: number): number => {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Devices as the service knows them just before an instant, so that what comes then is judged first: heard in eight days. */
const knownAt = (devices: readonly HeardDevice[], now: number): readonly HeardDevice[] =>
  devices.map(device => {
    const { heardAt } = device;
    return {
      ...device,
      heardAt: heardAt.slice(countUpTo(heardAt, now - heardBackMs), countUpTo(heardAt, now - 1)),
    };
  });

type Incident = {
  readonly since: number;
  readonly fromAt: number;
  readonly deviceIds: readonly string[];
  readonly most: number;
};

const idsOf = (devices: readonly HeardDevice[]): string[] => devices.map(device => device.deviceId);

/** What goes on after a look, given what went on before it. */
const look = (before: Incident | null, devices: readonly HeardDevice[], now: number): Incident | null => {
  const outage = outageOf(devices, now);
  const silent = idsOf(outage?.silent ?? []);
  if (before === null)
    return outage && { since: outage.sinceAt, fromAt: now, deviceIds: silent, most: silent.length };
  const still = idsOf(stillSilent(devices, before.deviceIds, before.since));
  if (isOutageOver(before.most, still.length)) return null;
  const deviceIds = [...new Set([...still, ...silent])];
  return { ...before, deviceIds, most: Math.max(before.most, deviceIds.length) };
};

/**
 * The outages of one gateway, from the times at which its devices were heard (oldest first), by the judgement of the
 * service's own watch, looking once an hour. Pure.
 */
export const gatewaySpans = (
  gateway: string,
  devices: readonly HeardDevice[],
  startAt: number,
  endAt: number,
): readonly GatewaySpan[] => {
  const spans: GatewaySpan[] = [];
  let goingOn: Incident | null = null;
  const close = ({ since, fromAt }: Incident, untilAt: number): void => {
    spans.push({ incidentId: `${gateway}@${since}`, since, fromAt, untilAt });
  };
  for (let now = startAt + lookEveryMs; now <= endAt; now += lookEveryMs) {
    const next: Incident | null = look(goingOn, knownAt(devices, now), now);
    if (goingOn && !next) close(goingOn, now);
    goingOn = next;
  }
  if (goingOn) close(goingOn, Number.POSITIVE_INFINITY);
  return spans;
};

/** When each device of a stream was heard: readings that have an owner, and what it said of itself. */
export const heardTimes = (steps: Iterable<readonly Step[]>): ReadonlyMap<string, readonly number[]> => {
  const times = new Map<string, number[]>();
  const hear = (deviceId: string, at: number): void => {
    const known = times.get(deviceId);
    if (known) known.push(at);
    else times.set(deviceId, [at]);
  };
  for (const step of [...steps].flat()) {
    if (step.is === 'status') hear(step.deviceId, step.at);
    else if ('reading' in step.turn && step.turn.owned) hear(step.turn.reading.deviceId, step.at);
  }
  for (const own of times.values()) own.sort((a, b) => a - b);
  return times;
};
