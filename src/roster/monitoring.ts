import { asc, inArray } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { type MonitoringStatus, statusAt } from '../domain/monitoring.ts';

type Deps = Pick<Store, 'reader' | 't'>;
export type MonitoringRow = Store['t']['monitoring']['$inferSelect'];

/** Every change of status of some patients (or of all), planned ones too, in the order in which they take effect. */
export const monitoringOf = async (
  { reader, t }: Deps,
  patientIds?: readonly string[],
): Promise<Map<string, MonitoringRow[]>> => {
  if (patientIds?.length === 0) return new Map();
  const rows = await reader
    .select()
    .from(t.monitoring)
    .where(patientIds && inArray(t.monitoring.patientId, [...new Set(patientIds)]))
    .orderBy(asc(t.monitoring.fromAt), asc(t.monitoring.at), asc(t.monitoring.id));
  return Map.groupBy(rows, row => row.patientId);
};

/** The status of a patient at an instant, among those asked for. */
export type StatusOf = (patientId: string) => MonitoringStatus;

export const statusesOf = async (
  deps: Deps,
  patientIds: readonly string[],
  at: number,
): Promise<StatusOf> => {
  const changes = await monitoringOf(deps, patientIds);
  return patientId => statusAt(changes.get(patientId) ?? [], at);
};
