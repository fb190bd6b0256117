import { and, asc, desc, eq, gte, isNull } from 'drizzle-orm';
import { decideChange } from '../alerts/decide-change.ts';
import { carryOut, type Episode, isNewsToPeople, standingOf } from '../alerts/episode.ts';
import { symptoms } from '../alerts/sources.ts';
import { loadEpisodes, saveEpisode } from '../alerts/store.ts';
import type { Store } from '../db/open.ts';
import { clear, type EndReason, type Finding } from '../domain/alert.ts';
import type { MonitoringStatus } from '../domain/monitoring.ts';
import { attach } from '../worklist/attach.ts';
import type { Row } from '../worklist/rows.ts';
import type { Report } from './symptom-finding.ts';

export type PatientRow = Row<'patient'>;

/** Reports of a patient from an instant on, oldest first, without those that were withdrawn. Inside a transaction. */
export const reportsSince = async (
  { db, t }: Pick<Store, 'db' | 't'>,
  patientId: string,
  since: number,
): Promise<Report[]> => {
  const { symptomReport: report } = t;
  const rows = await db
    .select()
    .from(report)
    .where(and(eq(report.patientId, patientId), gte(report.at, since), isNull(report.withdrawnAt)))
    .orderBy(asc(report.at), asc(report.id));
  return rows as unknown as Report[];
};

/** The patient's alert of symptoms that stands, and the last one that ended at an instant. */
export const symptomEpisodes = async ({ sql }: Store, patientId: string, endedAt: number) => {
  const episodes = (await loadEpisodes(sql)(patientId, endedAt)).get(symptoms.id) ?? [];
  return {
    standing: episodes.find(e => e.endedAt === null),
    ended: episodes.findLast(e => e.endedAt === endedAt),
  };
};

/** When a person last said what she made of an alert; null: nobody did. */
export const reviewedAt = async (
  { db, t }: Pick<Store, 'db' | 't'>,
  alertId: string,
): Promise<number | null> => {
  const [last] = await db
    .select({ at: t.alertReview.at })
    .from(t.alertReview)
    .where(eq(t.alertReview.alertId, alertId))
    .orderBy(desc(t.alertReview.at))
    .limit(1);
  return last?.at ?? null;
};

/** Whether what is felt is told of: of who is in hospital only what is critical, of whom nobody watches any more nothing. */
export const mayTell = (status: MonitoringStatus, finding: Finding): boolean => {
  if (finding.is !== 'firing' || status === 'ended') return false;
  return status !== 'in-hospital' || finding.severity === 'critical';
};

/** An alert that stands, ended now. */
export const endNow = (episode: Episode, endReason: EndReason, at: number): Episode[] => {
  const episodes = [episode];
  carryOut(episodes, 'end-cleared', clear, at);
  Object.assign(episode, { endReason });
  return episodes;
};

/** What a finding makes of the alert that stands, if any. */
export const changeTo = (standing: Episode | undefined, finding: Finding, at: number): Episode[] => {
  const episodes = standing ? [standing] : [];
  carryOut(episodes, decideChange(standingOf(standing), finding), finding, at);
  return episodes.filter(e => e.changed);
};

/** Writes alerts of symptoms and brings the patient's line in line with them. Inside a transaction. */
export const tellOfSymptoms = async (
  store: Store,
  { id: patientId, programId }: PatientRow,
  episodes: readonly Episode[],
  at: number,
): Promise<void> => {
  if (episodes.length === 0) return;
  const [program] = await store.db.select().from(store.t.program).where(eq(store.t.program.id, programId));
  const save = saveEpisode(store.sql);
  const isRaised = (e: Episode) => e.endedAt === null;
  for (const episode of episodes) {
    const raisedAt = isRaised(episode) ? at : null;
    await save(patientId, symptoms, episode, { limitsVersion: program?.limitsVersion ?? 0, raisedAt });
  }
  const news = episodes.filter(e => isRaised(e) && isNewsToPeople(e));
  const again = episodes.filter(e => isRaised(e) && !news.includes(e));
  await attach(store, {
    patientId,
    programId,
    changedIds: episodes.map(e => e.id),
    newsIds: news.map(e => e.id),
    againIds: again.map(e => e.id),
    now: at,
  });
};
