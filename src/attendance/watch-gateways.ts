import { and, eq, isNull } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { isoLocal, localDay, minuteMs, spokenDay } from '../domain/local-day.ts';
import type { Directory } from '../roster/directory.ts';
import { reconsider } from '../worklist/reconsider.ts';
import { eachApart, nothingDone, type Outcome } from './each-apart.ts';
import { heardDevices } from './heard-devices.ts';
import { beginIncident, changeIncident, endIncident, goingOn, type IncidentRow } from './incident-rows.ts';
import { type HeardDevice, isOutageOver, listeningSinceOf, outageOf, stillSilent } from './outage.ts';
import { startPace } from './pace.ts';
import { endQuietOver } from './quiet-over.ts';

type Deps = {
  readonly store: Store;
  readonly directory: Directory;
  /** since when Vigil has been there to hear anything; long before, unless it was off */
  readonly listeningSince: number;
};

/** Ids only: who is silent with the gateway. */
type Detail = {
  readonly deviceIds: readonly string[];
  readonly patientIds: readonly string[];
  readonly of: number;
  /** the most that were silent at once */
  readonly most: number;
};

const detailOf = (silent: readonly HeardDevice[], of: number, most: number): Detail => ({
  deviceIds: silent.map(device => device.deviceId).sort(),
  patientIds: [...new Set(silent.flatMap(device => device.patientIds))].sort(),
  of,
  most: Math.max(most, silent.length),
});

const sentence = (gateway: string, { deviceIds, of }: Detail, sinceAt: number, timeZone: string): string => {
  const time = isoLocal(sinceAt, timeZone).slice(11, 16);
  const since = `${spokenDay(localDay(sinceAt, timeZone))} ${time}`;
  return `gateway ${gateway}: ${deviceIds.length} of ${of} devices silent since ${since}`;
};

/** The time zone in which most of the patients live. */
const zoneOf = (
  { directory }: Pick<Deps, 'directory'>,
  patientIds: readonly string[],
  now: number,
): string => {
  const zones = patientIds.map(id => directory.patient(id, now)?.context.timeZone ?? 'UTC');
  const counted = [...Map.groupBy(zones, zone => zone)].sort((a, b) => b[1].length - a[1].length);
  return counted[0]?.[0] ?? 'UTC';
};

const patientsAtOnce = 100;

/** Missed-reading alerts of these patients go quiet, or speak again; others get their turn in between. */
const reconsiderAll = async ({ store }: Deps, patientIds: readonly string[], now: number): Promise<void> => {
  for (let i = 0; i < patientIds.length; i += patientsAtOnce) {
    await store.write(() => reconsider(store, patientIds.slice(i, i + patientsAtOnce), now));
  }
};

const begin = async (deps: Deps, gateway: string, devices: readonly HeardDevice[], now: number) => {
  const outage = outageOf(devices, now, deps.listeningSince);
  if (!outage) return false;
  const detail = detailOf(outage.silent, outage.of, 0);
  const because = sentence(gateway, detail, outage.sinceAt, zoneOf(deps, detail.patientIds, now));
  const facts = { startedAt: outage.sinceAt, because, detail };
  await deps.store.write(async () => {
    if (await goingOn(deps.store, 'gateway-silent', gateway)) return;
    await beginIncident(deps.store, 'gateway-silent', gateway, facts, now);
  });
  await reconsiderAll(deps, detail.patientIds, now);
  return true;
};

/** Not only who was silent with the gateway is quiet over it: so is who was silent before, once she was looked at. */
const end = async (deps: Deps, incident: IncidentRow, now: number): Promise<boolean> => {
  const quiet = await deps.store.write(async () => {
    const ended = await endIncident(deps.store, incident, now);
    return ended === null ? [] : endQuietOver(deps.store, incident.id, now);
  });
  await reconsiderAll(deps, quiet, now);
  return true;
};

/** One that goes on: more devices fall silent with it, or it is over. */
const follow = async (
  deps: Deps,
  incident: IncidentRow,
  devices: readonly HeardDevice[],
  now: number,
): Promise<boolean> => {
  const before = incident.detail as Detail;
  const { subjectId: gateway, startedAt } = incident;
  const still = stillSilent(devices, before.deviceIds, startedAt);
  if (isOutageOver(before.most, still.length)) return end(deps, incident, now);
  const known = new Set(still.map(device => device.deviceId));
  const outage = outageOf(devices, now, deps.listeningSince);
  const more = (outage?.silent ?? []).filter(device => !known.has(device.deviceId));
  const detail = detailOf([...still, ...more], before.of, before.most);
  if (detail.deviceIds.join() === before.deviceIds.join()) return false;
  const because = sentence(gateway, detail, startedAt, zoneOf(deps, detail.patientIds, now));
  await deps.store.write(() => changeIncident(deps.store, incident, { because, detail }, now));
  await reconsiderAll(deps, [...new Set([...before.patientIds, ...detail.patientIds])], now);
  return true;
};

/** Incidents of gateways that go on, by gateway. */
const incidents = async ({ reader, t }: Store): Promise<Map<string, IncidentRow>> => {
  const { incident } = t;
  const rows = await reader
    .select()
    .from(incident)
    .where(and(eq(incident.kind, 'gateway-silent'), isNull(incident.endedAt)));
  return new Map(rows.map(row => [row.subjectId, row]));
};

/** Notices gateways that fall silent and that are heard again. */
const look = async (
  deps: Deps,
  gateways: ReadonlyMap<string, readonly HeardDevice[]>,
  now: number,
): Promise<Outcome> => {
  const known = await incidents(deps.store);
  return eachApart(new Set([...gateways.keys(), ...known.keys()]), gateway => {
    const devices = gateways.get(gateway) ?? [];
    const incident = known.get(gateway);
    return incident ? follow(deps, incident, devices, now) : begin(deps, gateway, devices, now);
  });
};

export const lookEveryMs = 5 * minuteMs;

export type GatewayWatch = {
  /** Does nothing within five minutes of the last look. */
  readonly run: (now: number) => Promise<Outcome>;
  readonly nextAt: () => number;
};

/** Watches the gateways of a store from now on. */
export const watchGateways = (store: Store, directory: Directory, startedAt: number): GatewayWatch => {
  const { isDue, nextAt } = startPace(lookEveryMs, startedAt);
  let listeningSince: number | null = null;
  return {
    nextAt,
    run: async now => {
      if (!isDue(now)) return nothingDone;
      const gateways = await heardDevices(store, directory, now);
      listeningSince ??= listeningSinceOf([...gateways.values()].flat(), now);
      return look({ store, directory, listeningSince }, gateways, now);
    },
  };
};
