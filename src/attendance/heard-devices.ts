import { and, asc, eq, gt, isNotNull, isNull, lte, or } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { notExpected, statusAt } from '../domain/monitoring.ts';
import type { Kind } from '../domain/reading.ts';
import type { Directory } from '../roster/directory.ts';
import { type HeardDevice, heardBackMs } from './outage.ts';

type Held = {
  readonly deviceId: string;
  readonly gateway: string | null;
  readonly statusAt: number | null;
  readonly patientId: string;
  readonly kind: Kind;
  readonly perWeek: number;
};

const heldNow = ({ reader, t }: Store, now: number): Promise<Held[]> => {
  const { device, assignment } = t;
  return reader
    .select({
      deviceId: device.id,
      gateway: device.gateway,
      statusAt: device.statusAt,
      patientId: assignment.patientId,
      kind: assignment.kind,
      perWeek: assignment.perWeek,
    })
    .from(device)
    .innerJoin(assignment, eq(assignment.deviceId, device.id))
    .where(
      and(
        isNotNull(device.gateway),
        or(isNull(assignment.fromAt), lte(assignment.fromAt, now)),
        or(isNull(assignment.untilAt), gt(assignment.untilAt, now)),
      ),
    )
    .orderBy(asc(device.id));
};

const readingsHeard = ({ readerSql }: Store) => {
  const select = readerSql
    .prepare<[string, string, number, string], number>(
      `SELECT received_at FROM reading
       WHERE patient_id = ? AND kind = ? AND measured_at >= ? AND device_id = ? AND mode = 'live'`,
    )
    .pluck();
  return ({ patientId, kind, deviceId }: Held, since: number): Promise<number[]> =>
    select.all(patientId, kind, since, deviceId);
};

/** Devices read before others get their turn. */
const atOnce = 200;

const isExpected = (directory: Directory, patientId: string, now: number): boolean => {
  const monitoring = directory.patient(patientId, now)?.context.monitoring;
  return monitoring !== undefined && !notExpected.includes(statusAt(monitoring, now));
};

/**
 * The devices of each gateway that are held by somebody who is expected to measure, and when each was heard: readings
 * of eight days, and the last status. One pass over devices with a gateway, a range of one index for each.
 */
export const heardDevices = async (
  store: Store,
  directory: Directory,
  now: number,
): Promise<Map<string, HeardDevice[]>> => {
  const heardOf = readingsHeard(store);
  const since = now - heardBackMs;
  const held = (await heldNow(store, now)).filter(h => isExpected(directory, h.patientId, now));
  const gateways = new Map<string, HeardDevice[]>();
  let read = 0;
  for (const [deviceId, rows] of Map.groupBy(held, h => h.deviceId)) {
    const [{ gateway, statusAt: saidAt }] = rows as [Held];
    const readings = (await Promise.all(rows.map(row => heardOf(row, since)))).flat();
    const heardAt = [...readings, saidAt ?? 0].filter(at => at >= since).sort((a, b) => a - b);
    const device = {
      deviceId,
      patientIds: [...new Set(rows.map(row => row.patientId))],
      perWeek: Math.max(...rows.map(row => row.perWeek)),
      heardAt,
    };
    const known = gateways.get(gateway ?? '');
    if (known) known.push(device);
    else gateways.set(gateway ?? '', [device]);
    read += 1;
    if (read % atOnce === 0) await new Promise(setImmediate);
  }
  return gateways;
};
