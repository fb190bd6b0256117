import type { WorklistLineBody } from '../contract/worklist.ts';
import { awaitingBody, type RequestRow, requestsOf } from './awaiting.ts';
import { changedOf } from './line-changed.ts';
import { transmittedTarget } from './line-days.ts';
import { type AlertsByItem, askedBefore, type Grounds, groundsOf, type ListedAlert } from './line-grounds.ts';
import { type LineReading, measuredBy } from './line-measure.ts';
import { drawn, type LineDeps, type LinePatients, loadPatients } from './line-patients.ts';
import type { Person } from './line-people.ts';
import { readingsBefore } from './line-readings.ts';
import type { ItemRow } from './rows.ts';

/** What a line says beyond its own row and its alerts. */
export type LineExtras = Pick<
  WorklistLineBody,
  | 'patient'
  | 'site'
  | 'tags'
  | 'why'
  | 'changed'
  | 'sparkline'
  | 'risk'
  | 'lastContact'
  | 'nextTask'
  | 'stay'
  | 'transmittedDays'
  | 'minutes'
  | 'awaitingProvider'
>;

type Said = {
  readonly grounds: Grounds;
  readonly alerts: readonly ListedAlert[];
  readonly requests: readonly RequestRow[];
  readonly before: LineReading | undefined;
};

const changed = ({ timeZone }: Person['summary'], said: Said, now: number): LineExtras['changed'] => {
  const { since, why } = said.grounds;
  if (since === null) return null;
  const before = said.before && why?.value ? measuredBy(said.before, why.value.measure).value : null;
  return changedOf({ ...said, since, why, before }, now, timeZone);
};

const noMinutes = { month: '', approvedSeconds: 0, waitingSeconds: 0 };

const extrasOf = (
  item: ItemRow,
  person: Person,
  patients: LinePatients,
  said: Said,
  now: number,
): LineExtras => {
  const { patientId } = item;
  return {
    patient: person.summary,
    site: person.site,
    tags: [...person.tags],
    why: said.grounds.why,
    changed: changed(person.summary, said, now),
    sparkline: drawn(patientId, said.grounds, patients, now),
    risk: patients.places.get(patientId) ?? null,
    lastContact: patients.contacts.get(patientId) ?? null,
    nextTask: patients.tasks.get(patientId) ?? null,
    stay: patients.stays.get(patientId) ?? null,
    transmittedDays: { days: patients.heard.get(patientId)?.days ?? 0, ...transmittedTarget },
    minutes: patients.minutes.get(patientId) ?? noMinutes,
    awaitingProvider: awaitingBody(item, said.requests, now),
  };
};

/**
 * What lines say beyond their own rows, by item: a fixed number of queries, however many lines. Lines of patients who
 * are not there are left out.
 */
export const lineExtras = async (
  deps: LineDeps,
  items: readonly ItemRow[],
  alerts: AlertsByItem,
  now: number,
): Promise<ReadonlyMap<string, LineExtras>> => {
  const patients = await loadPatients(deps, [...new Set(items.map(item => item.patientId))], now);
  const requests = await requestsOf(
    deps,
    items.map(item => item.id),
  );
  const grounds = await groundsOf(deps, items, alerts);
  const before = await readingsBefore(
    deps,
    items.flatMap(item => askedBefore(item, grounds.get(item.id) as Grounds)),
  );
  return new Map(
    items.flatMap(item => {
      const person = patients.people.get(item.patientId);
      if (!person) return [];
      const said = {
        grounds: grounds.get(item.id) as Grounds,
        alerts: alerts.get(item.id) ?? [],
        requests: requests.get(item.id) ?? [],
        before: before.get(item.patientId),
      };
      return [[item.id, extrasOf(item, person, patients, said, now)] as const];
    }),
  );
};
