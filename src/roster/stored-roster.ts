import type { Store } from '../db/open.ts';

type Tables = Store['t'];
export type PatientRow = Tables['patient']['$inferSelect'];
export type AssignmentRow = Tables['assignment']['$inferSelect'];

/** The roster as stored, read once for a whole file; whoever saves a line keeps the assignments current. */
export type StoredRoster = {
  /** by the site's own id */
  readonly patients: ReadonlyMap<string, PatientRow>;
  readonly devices: Set<string>;
  /** by device */
  readonly assignments: Map<string, AssignmentRow[]>;
};

/** Inside the writer's transaction. */
export const loadRoster = async ({ db, t }: Pick<Store, 'db' | 't'>): Promise<StoredRoster> => {
  const patients = await db.select().from(t.patient);
  const devices = await db.select({ id: t.device.id }).from(t.device);
  const assignments = await db.select().from(t.assignment);
  return {
    patients: new Map(patients.map(p => [p.siteId, p])),
    devices: new Set(devices.map(d => d.id)),
    assignments: Map.groupBy(assignments, a => a.deviceId),
  };
};
