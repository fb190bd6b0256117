import type { SparklineBody } from '../contract/worklist-why.ts';
import type { Store } from '../db/open.ts';
import { inForceAt } from '../domain/rule-set.ts';
import type { RiskScorer } from '../risk/scorer.ts';
import { readClinical } from '../roster/read-clinical.ts';
import { monthMinutes, recentDays, transmittedDays } from './line-days.ts';
import type { Grounds } from './line-grounds.ts';
import { lastContacts, latestStays, nextTasks } from './line-history.ts';
import { calendarsOf, peopleOf } from './line-people.ts';
import { placesOf } from './line-places.ts';
import { sparklineOf } from './line-sparkline.ts';

export type LineDeps = Pick<Store, 'reader' | 't'> & {
  /** which scores may be stale; none: only what was imported is looked at */
  readonly scorers?: readonly RiskScorer[];
};

/** What is loaded of patients for their lines, each by patient. */
export const loadPatients = async (deps: LineDeps, patientIds: readonly string[], at: number) => {
  const people = await peopleOf(deps, patientIds, at);
  const calendars = calendarsOf(people, at);
  const heard = await transmittedDays(deps, calendars);
  return {
    people,
    heard,
    today: new Map(calendars.flatMap(({ today, patientIds }) => patientIds.map(id => [id, today] as const))),
    days: await recentDays(deps, calendars),
    minutes: await monthMinutes(deps, calendars),
    clinical: await readClinical(deps.reader, deps.t, patientIds),
    contacts: await lastContacts(deps, patientIds),
    tasks: await nextTasks(deps, patientIds, at),
    stays: await latestStays(deps, patientIds, at),
    places: await placesOf(deps, patientIds, { scorers: deps.scorers ?? [], heard, at }),
  };
};

export type LinePatients = Awaited<ReturnType<typeof loadPatients>>;

/** The sparkline of the measure that decided, or of the kind that the line is about. */
export const drawn = (
  patientId: string,
  { why, kind }: Grounds,
  patients: LinePatients,
  now: number,
): SparklineBody | null => {
  const person = patients.people.get(patientId);
  if (kind === null || !person) return null;
  const timeline = patients.clinical.timeline(patientId, person.summary.programId);
  return sparklineOf({
    kind,
    measure: why?.value?.measure,
    unit: why?.value?.unit,
    today: patients.today.get(patientId) ?? 0,
    days: patients.days.get(patientId) ?? [],
    limits: timeline && inForceAt(timeline, now).limits,
    dryWeightKg: person.dryWeightKg,
  });
};
