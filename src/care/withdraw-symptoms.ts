import { and, eq, isNull } from 'drizzle-orm';
import type { Episode } from '../alerts/episode.ts';
import { actorName } from '../domain/actor.ts';
import { severityRank } from '../domain/alert.ts';
import { dayMs } from '../domain/local-day.ts';
import { AppError } from '../errors.ts';
import { findPatient } from '../roster/patients.ts';
import type { VerbDeps } from '../worklist/verb.ts';
import { openItemOf, type ReportRow, tellOfReport } from './record-symptoms.ts';
import { symptomFinding } from './symptom-finding.ts';
import {
  changeTo,
  endNow,
  type PatientRow,
  reportsSince,
  symptomEpisodes,
  tellOfSymptoms,
} from './symptoms-alert.ts';

/** Convention: what was recorded in error is noticed within the day; later a new report says what is so now. */
export const withdrawMs = dayMs;

const iso = (at: number): string => new Date(at).toISOString();

const refuse = (deps: VerbDeps, report: ReportRow): void => {
  if (report.withdrawnAt !== null) throw withdrawnAlready(report, report.withdrawnAt);
  if (report.by !== actorName(deps.actor))
    throw new AppError('not-allowed-now', 'only whoever recorded symptoms may withdraw the record', {
      field: 'id',
      remedy: `ask ${report.by}, or record what is so now`,
    });
  if (report.at + withdrawMs > deps.at) return;
  throw new AppError('too-late', 'a record of symptoms can be withdrawn for 24 hours', {
    field: 'id',
    remedy: 'record what is so now: a later report without a symptom ends its alert',
  });
};

const withdrawnAlready = ({ withdrawnBy }: ReportRow, at: number): AppError => {
  const by = withdrawnBy ?? 'somebody';
  return new AppError('conflict', `${by} withdrew this record of symptoms at ${iso(at)}`, {
    remedy: 'load the symptoms again and decide on what they say now',
    conflict: { by, at, state: 'withdrawn' },
  });
};

const fetchReport = async ({ store: { db, t } }: VerbDeps, id: string): Promise<ReportRow> => {
  const [report] = await db.select().from(t.symptomReport).where(eq(t.symptomReport.id, id));
  if (report) return report;
  throw new AppError('not-found', 'there is no such record of symptoms', {
    field: 'id',
    remedy: 'take an id from GET /api/v1/patients/{id}/symptoms',
  });
};

/** What is left when one report is taken away: its alert was raised, or ended, without need. */
const episodesWithout = async (
  { store, at }: VerbDeps,
  report: ReportRow,
  patient: PatientRow,
): Promise<Episode[]> => {
  const { standing, ended } = await symptomEpisodes(store, patient.id, report.at);
  const since = standing?.startedAt ?? ended?.startedAt;
  if (since === undefined || since > report.at) return [];
  const finding = symptomFinding(await reportsSince(store, patient.id, since), patient.timeZone);
  if (!standing) return changeTo(undefined, finding, at);
  const isLess = finding.is !== 'firing' || severityRank[finding.severity] < severityRank[standing.severity];
  return isLess
    ? [...endNow(standing, 'superseded', at), ...changeTo(undefined, finding, at)]
    : changeTo(standing, finding, at);
};

const markWithdrawn = async ({ store: { db, t }, actor, at }: VerbDeps, id: string): Promise<void> => {
  await db
    .update(t.symptomReport)
    .set({ withdrawnBy: actorName(actor), withdrawnAt: at })
    .where(and(eq(t.symptomReport.id, id), isNull(t.symptomReport.withdrawnAt)));
};

/**
 * Takes back a record of symptoms, within a day and by who made it: the worklist is as the other reports have it, but an
 * urgent alert that people saw still waits for a review. The record is kept, and counts no more. The result is the
 * patient's open item. @throws AppError not-found, not-allowed-now, too-late, conflict
 */
export const withdrawSymptoms = (deps: VerbDeps, id: string): Promise<string | null> =>
  deps.store.write(async () => {
    const { store, at } = deps;
    const report = await fetchReport(deps, id);
    refuse(deps, report);
    const patient = await findPatient({ reader: store.db, t: store.t }, report.patientId);
    await markWithdrawn(deps, id);
    await tellOfSymptoms(store, patient, await episodesWithout(deps, report, patient), at);
    await tellOfReport(deps, report, 'patient.withdraw-symptoms', { recordedAt: report.at });
    return openItemOf(store, patient.id);
  });
