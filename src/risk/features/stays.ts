import type { Encounter, EncounterClass } from '../../domain/encounter.ts';
import { dayMs, hourMs, localDay } from '../../domain/local-day.ts';
import type { RiskScore } from '../../domain/risk.ts';

export type Stay = Encounter & { readonly dischargedAt: number };

/** How long after a discharge a score of readmission within 30 days applies. */
const readmissionMs = 30 * dayMs;
/** Half a year, for "in the 6 months before". Convention. */
const halfYearMs = 183 * dayMs;
/** An emergency visit that ended no longer than this before an admission led to it. Convention. */
const leadsInMs = 6 * hourMs;
/** How long a visit counts whose end nobody recorded. Convention. */
const unendedVisitMs = dayMs;

const ofClass = (encounters: readonly Encounter[], is: EncounterClass, at: number): readonly Encounter[] =>
  encounters.filter(e => e.class === is && e.admittedAt <= at);

const hasEnded = (stay: Encounter, at: number): stay is Stay =>
  stay.dischargedAt !== null && stay.dischargedAt <= at;

const latestBy = <T>(items: readonly T[], time: (item: T) => number): T | undefined =>
  items.reduce<T | undefined>(
    (latest, item) => (latest === undefined || time(item) > time(latest) ? item : latest),
    undefined,
  );

/**
 * Whether the patient is in hospital at an instant: the stay admitted last has no discharge up to then. An older stay
 * whose discharge was never recorded does not hold a patient who was admitted and discharged since.
 */
export const isInHospital = (encounters: readonly Encounter[], at: number): boolean => {
  const last = latestBy(ofClass(encounters, 'inpatient', at), e => e.admittedAt);
  return last !== undefined && !hasEnded(last, at);
};

/** The inpatient stay that ended last, up to an instant. */
export const lastDischarge = (encounters: readonly Encounter[], at: number): Stay | undefined =>
  latestBy(
    ofClass(encounters, 'inpatient', at).filter(e => hasEnded(e, at)),
    e => e.dischargedAt,
  );

type NotApplicable = Extract<RiskScore, { readonly applicable: false }>;
type RecentStay =
  | { readonly ok: true; readonly stay: Stay }
  | { readonly ok: false; readonly none: NotApplicable };

/** The stay that scores of readmission judge: the one that ended last, up to 30 days ago; none while in hospital. */
export const recentStay = (encounters: readonly Encounter[], at: number): RecentStay => {
  const none = (why: string): RecentStay => ({ ok: false, none: { applicable: false, why } });
  if (isInHospital(encounters, at)) return none('in hospital now: it is scored from the discharge on');
  const stay = lastDischarge(encounters, at);
  return stay && stay.dischargedAt >= at - readmissionMs
    ? { ok: true, stay }
    : none('no discharge in the last 30 days');
};

/** Length of stay in local calendar days: 0 when discharged on the day of admission. */
export const stayDays = ({ admittedAt, dischargedAt }: Stay, timeZone: string): number =>
  localDay(dischargedAt, timeZone) - localDay(admittedAt, timeZone);

/** Whether an emergency visit is how a stay began: it is no visit before it. */
export const leadsTo = (visit: Encounter, stay: Encounter): boolean =>
  (visit.dischargedAt ?? visit.admittedAt + unendedVisitMs) > stay.admittedAt - leadsInMs;

/** Emergency visits in the 6 months before a stay, without the visit that led to it. */
export const emergencyVisitsBefore = (encounters: readonly Encounter[], stay: Encounter): number =>
  ofClass(encounters, 'emergency', stay.admittedAt).filter(
    visit => visit.admittedAt >= stay.admittedAt - halfYearMs && !leadsTo(visit, stay),
  ).length;

/** Inpatient stays that began in the time up to an instant, oldest first; one that goes on still is among them. */
export const admissionsWithin = (
  encounters: readonly Encounter[],
  at: number,
  withinMs: number,
): readonly Encounter[] =>
  ofClass(encounters, 'inpatient', at)
    .filter(e => e.admittedAt > at - withinMs)
    .toSorted((a, b) => a.admittedAt - b.admittedAt);
