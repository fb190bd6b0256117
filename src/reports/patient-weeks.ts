import { eq, inArray } from 'drizzle-orm';
import { dayMs } from '../domain/local-day.ts';
import { type MonitoringChange, statusAt } from '../domain/monitoring.ts';
import { monitoringOf } from '../roster/monitoring.ts';
import type { ReportDeps, Span } from './span.ts';

type Member = { readonly enrolledAt: number; readonly changes: readonly MonitoringChange[] };

/** Weeks of a span in which a patient was enrolled and monitoring was not ended, also where it ended and began again. Pure. */
export const weeksOf = ({ enrolledAt, changes }: Member, { from, to }: Span): number => {
  const begins = Math.max(from, enrolledAt);
  const turns = changes.map(change => change.fromAt).filter(at => at > begins && at < to);
  const stretches = [begins, ...turns].map((at, i) => ({ at, until: turns[i] ?? to }));
  const watched = stretches.filter(({ at }) => statusAt(changes, at) !== 'ended');
  return watched.reduce((sum, { at, until }) => sum + Math.max(0, until - at), 0) / (7 * dayMs);
};

const mostNamed = 5_000;

/** Weeks of patients by program. Only patients who were ever ended are looked at one by one. */
export const patientWeeks = async (
  deps: Pick<ReportDeps, 'reader' | 't'>,
  programIds: readonly string[],
  span: Span,
): Promise<ReadonlyMap<string, number>> => {
  const { reader, t } = deps;
  const { id, programId, enrolledAt } = t.patient;
  const [patients, ended] = await Promise.all([
    reader
      .select({ id, programId, enrolledAt })
      .from(t.patient)
      .where(inArray(programId, [...programIds])),
    reader
      .selectDistinct({ patientId: t.monitoring.patientId })
      .from(t.monitoring)
      .where(eq(t.monitoring.status, 'ended')),
  ]);
  const ids = ended.map(row => row.patientId);
  const changes = await monitoringOf(deps, ids.length > mostNamed ? undefined : ids);
  const weeks = new Map(programIds.map(program => [program, 0]));
  for (const patient of patients) {
    const own = weeksOf({ ...patient, changes: changes.get(patient.id) ?? [] }, span);
    weeks.set(patient.programId, (weeks.get(patient.programId) ?? 0) + own);
  }
  return weeks;
};
