import { and, eq } from 'drizzle-orm';
import type { Episode } from '../alerts/episode.ts';
import type { SymptomsInput } from '../contract/symptoms.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import { isOpenItem } from '../db/partial.ts';
import { actorName } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { statusesOf } from '../roster/monitoring.ts';
import { findPatient } from '../roster/patients.ts';
import type { Row } from '../worklist/rows.ts';
import type { VerbDeps } from '../worklist/verb.ts';
import { type Report, symptomFinding, worstOf } from './symptom-finding.ts';
import { symptomOf, symptomTable } from './symptom-questions.ts';
import {
  changeTo,
  endNow,
  mayTell,
  type PatientRow,
  reportsSince,
  reviewedAt,
  symptomEpisodes,
  tellOfSymptoms,
} from './symptoms-alert.ts';

export type ReportRow = Row<'symptomReport'>;

/** @throws AppError bad-request naming the field */
const requireKnown = ({ answers }: SymptomsInput): void => {
  const ids = Object.keys(answers);
  const unknown = ids.find(id => symptomOf(id) === undefined);
  if (ids.length > 0 && unknown === undefined) return;
  throw new AppError(
    'bad-request',
    unknown === undefined ? 'answers: nothing was asked' : 'answers: there is no such question',
    {
      field: 'answers',
      remedy: `answer at least one of ${symptomTable.map(symptom => symptom.id).join(', ')}`,
    },
  );
};

export const openItemOf = async (
  { db, t }: Pick<Store, 'db' | 't'>,
  patientId: string,
): Promise<string | null> => {
  const { worklistItem: item } = t;
  const [open] = await db
    .select({ id: item.id })
    .from(item)
    .where(and(eq(item.patientId, patientId), isOpenItem(item)));
  return open?.id ?? null;
};

/** The item that a report is about. @throws AppError bad-request when it is another patient's */
const itemFor = async (
  { store: { db, t } }: VerbDeps,
  patientId: string,
  { itemId }: SymptomsInput,
): Promise<string | null> => {
  if (itemId === undefined) return openItemOf({ db, t }, patientId);
  const [item] = await db.select().from(t.worklistItem).where(eq(t.worklistItem.id, itemId));
  if (item?.patientId === patientId) return itemId;
  throw new AppError('bad-request', 'itemId: the item is not of this patient', {
    field: 'itemId',
    remedy: "leave it out, or take the patient's openItemId",
  });
};

/** One that was raised while the clock was ahead began no later than now. */
const begunBy = (episode: Episode, at: number): Episode =>
  episode.startedAt <= at
    ? episode
    : { ...episode, startedAt: at, everFiredAt: at, firedAt: at, changed: true };

/**
 * What a report, which is the latest whatever the clock says, makes of the alert: one after a person has dealt with it is a
 * new one, as severe as what is felt now. Before the report is written.
 */
const episodesAfter = async (
  { store, at }: VerbDeps,
  patient: PatientRow,
  report: Report,
): Promise<Episode[]> => {
  const found = (earlier: readonly Report[]) => symptomFinding([...earlier, report], patient.timeZone);
  const now = found([]);
  const { standing: stands } = await symptomEpisodes(store, patient.id, at);
  if (!stands) {
    const statusOf = await statusesOf({ reader: store.db, t: store.t }, [patient.id], at);
    return mayTell(statusOf(patient.id), now) ? changeTo(undefined, now, at) : [];
  }
  const standing = begunBy(stands, at);
  const whole = found(await reportsSince(store, patient.id, standing.startedAt));
  const dealtAt = await reviewedAt(store, standing.id);
  if (whole.is === 'clear' || dealtAt === null || dealtAt < standing.lastAt)
    return changeTo(standing, whole, at);
  return now.is === 'firing' ? [...endNow(standing, 'cleared', at), ...changeTo(undefined, now, at)] : [];
};

const reportRow = async (
  deps: VerbDeps,
  patientId: string,
  input: SymptomsInput,
): Promise<ReportRow & Report> => ({
  id: newId('sym'),
  patientId,
  itemId: await itemFor(deps, patientId, input),
  answers: input.answers,
  severity: worstOf(input.answers),
  saidBy: input.saidBy,
  note: input.note ?? null,
  by: actorName(deps.actor),
  at: deps.at,
  withdrawnBy: null,
  withdrawnAt: null,
});

/** The audit row and the event of what was done to a report. */
export const tellOfReport = async (
  { store, actor, at }: VerbDeps,
  { id, patientId, itemId }: ReportRow,
  action: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const subject = { type: 'symptom-report', id };
  await recordAudit(store, { at, actor, action, subject, patientId, detail });
  await emit(store, { at, kind: 'symptoms.changed', patientId, itemId, subjectId: id });
};

/**
 * Records what a patient feels. What is felt is on the worklist at once, as severe as the worst of it; a later report
 * without it ends that. @throws AppError not-found, bad-request
 */
export const recordSymptoms = (deps: VerbDeps, id: string, input: SymptomsInput): Promise<ReportRow> =>
  deps.store.write(async () => {
    requireKnown(input);
    const { store, at } = deps;
    const patient = await findPatient({ reader: store.db, t: store.t }, id);
    const row = await reportRow(deps, patient.id, input);
    await tellOfSymptoms(store, patient, await episodesAfter(deps, patient, row), at);
    const told = { ...row, itemId: row.itemId ?? (await openItemOf(store, patient.id)) };
    await store.db.insert(store.t.symptomReport).values(told);
    const { severity, saidBy } = row;
    await tellOfReport(deps, told, 'patient.record-symptoms', {
      asked: Object.keys(row.answers).length,
      severity,
      saidBy,
    });
    return told;
  });
