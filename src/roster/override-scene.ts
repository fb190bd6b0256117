import { and, asc, eq, gt, isNull, or } from 'drizzle-orm';
import { recordAudit } from '../db/audit.ts';
import { emit } from '../db/outbox.ts';
import { actorName } from '../domain/actor.ts';
import { inForceAt, type LimitsTimeline } from '../domain/rule-set.ts';
import { AppError } from '../errors.ts';
import { type RuleSetVersion, timelineOf } from '../rules/rule-set.ts';
import { lookAtSwitched } from './look-at-switched.ts';
import type { OverrideRow } from './overrides-under.ts';
import { findPatient } from './patients.ts';
import { crossingFrom } from './rule-set-check.ts';
import type { ProgramDeps } from './rule-set-grounds.ts';
import { currentRuleSet, type RuleSetRow } from './rule-sets.ts';
import type { PatientRow } from './summaries.ts';

/** A patient's own settings and what they stand on, within the transaction of a change. */
export type Scene = {
  readonly patient: PatientRow;
  readonly current: RuleSetRow;
  /** of the patient, in force or to come */
  readonly own: readonly OverrideRow[];
};

export const sceneOf = async ({ store: { db, t }, at }: ProgramDeps, id: string): Promise<Scene> => {
  const reads = { reader: db, t };
  const patient = await findPatient(reads, id);
  const { limitOverride: o } = t;
  const own = await db
    .select()
    .from(o)
    .where(and(eq(o.patientId, patient.id), or(isNull(o.untilAt), gt(o.untilAt, at))))
    .orderBy(asc(o.fromAt), asc(o.at), asc(o.id));
  return { patient, current: await currentRuleSet(reads, patient.programId), own };
};

/** What an own setting is about, as the issues of a rule set name it. */
const fieldOf = (key: string): string => key.replace(/^rules\.([^.]+)\.(?!enabled$)/, 'rules.$1.params.');

/** @throws AppError bad-request when what the patient would be judged by is no valid rule set, now or later */
export const requireValid = (timeline: LimitsTimeline, at: number, key: string): void => {
  const crossing = crossingFrom(timeline, at);
  if (!crossing) return;
  const when = crossing.fromAt > at ? ` from ${new Date(crossing.fromAt).toISOString()} on` : '';
  const isOwn = crossing.field.startsWith(fieldOf(key));
  throw new AppError('bad-request', `${crossing.text}${when}`, {
    field: isOwn ? 'value' : crossing.field,
    remedy: 'set, or end, the settings that belong together one after the other, the outer ones first',
  });
};

export const timelineNow = (current: RuleSetRow, own: readonly OverrideRow[]): LimitsTimeline =>
  timelineOf([current as RuleSetVersion], own);

export const told = async (
  { store, actor, at }: ProgramDeps,
  action: string,
  { id, patientId, key }: OverrideRow,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const subject = { type: 'limit-override', id };
  await recordAudit(store, { at, actor, action, subject, patientId, detail: { key, ...detail } });
  await emit(store, { at, kind: 'patient.changed', patientId, itemId: null });
};

/** Has what the change switches on or off looked at. */
export const lookAgain = async (
  { store, at }: ProgramDeps,
  { patient, current, own }: Scene,
  after: readonly OverrideRow[],
): Promise<void> => {
  const before = inForceAt(timelineNow(current, own), at);
  const of = { programId: current.programId, patientId: patient.id };
  await lookAtSwitched(store, of, before, inForceAt(timelineNow(current, after), at), at);
};

/** Ends an own setting now; false when somebody was first. */
export const close = async (
  { store: { db, t }, actor, at }: ProgramDeps,
  { id }: OverrideRow,
  why: string | null = null,
): Promise<boolean> => {
  const { limitOverride: o } = t;
  const ended = await db
    .update(o)
    .set({ untilAt: at, endedBy: actorName(actor), endedWhy: why })
    .where(and(eq(o.id, id), isNull(o.endedBy), or(isNull(o.untilAt), gt(o.untilAt, at))))
    .returning({ id: o.id });
  return ended.length > 0;
};
