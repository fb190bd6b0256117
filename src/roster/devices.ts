import { and, asc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { AssignedBody, DeviceBody } from '../contract/devices.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from '../db/open.ts';
import { AppError } from '../errors.ts';
import type { Assigned } from './assignment-rows.ts';
import { ofPrograms, type Programs } from './in-programs.ts';
import { assignmentBody } from './patients.ts';

type Deps = Pick<Store, 'reader' | 't'>;
type DeviceRow = Store['t']['device']['$inferSelect'];

export const assignedBody = ({ assignment, filed, moved, couldMove }: Assigned): AssignedBody => ({
  assignment: { ...assignmentBody(assignment), patientId: assignment.patientId },
  filed,
  moved,
  couldMove,
});

const bodies = async ({ reader, t }: Deps, devices: readonly DeviceRow[]): Promise<DeviceBody[]> => {
  const ids = devices.map(d => d.id);
  const held =
    ids.length === 0
      ? []
      : await reader.select().from(t.assignment).where(inArray(t.assignment.deviceId, ids));
  return devices.map(({ id, batteryPercent, statusAt }) => ({
    id,
    batteryPercent,
    statusAt: statusAt === null ? null : new Date(statusAt).toISOString(),
    assignments: held
      .filter(a => a.deviceId === id)
      .map(a => {
        const { deviceId: _, ...body } = assignmentBody(a);
        return { ...body, patientId: a.patientId };
      }),
  }));
};

const cursorSchema = z.tuple([z.literal('devices'), z.string()]);

/** Held by a patient of the programs, now or once, or by nobody yet. */
const heldIn = (deps: Deps, programs: Programs): SQL | undefined => {
  const { assignment, device } = deps.t;
  const within = ofPrograms(deps, assignment.patientId, programs);
  return within
    ? sql`(${device.id} in (select ${assignment.deviceId} from ${assignment} where ${within})
        or ${device.id} not in (select ${assignment.deviceId} from ${assignment}))`
    : undefined;
};

/** Devices by id, each with everyone it was ever assigned to. */
export const listDevices = async (
  deps: Deps,
  query: { readonly limit: number; readonly cursor?: string | undefined },
  programs: Programs = null,
) => {
  const { reader, t } = deps;
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor, cursorSchema);
  const rows = await reader
    .select()
    .from(t.device)
    .where(and(heldIn(deps, programs), after === null ? undefined : gt(t.device.id, after[1])))
    .orderBy(asc(t.device.id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: await bodies(deps, page),
    next: rows.length > query.limit && last ? encodeCursor(['devices', last.id]) : null,
  };
};

/** @throws AppError not-found */
export const readDevice = async (deps: Deps, id: string): Promise<DeviceBody> => {
  const rows = await deps.reader.select().from(deps.t.device).where(eq(deps.t.device.id, id));
  const [device] = await bodies(deps, rows);
  if (device) return device;
  throw new AppError('not-found', 'there is no such device', {
    field: 'id',
    remedy: 'register the device with a line of the roster file',
  });
};
