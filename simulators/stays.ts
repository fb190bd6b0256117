import type { Encounter, EncounterClass } from '../src/domain/encounter.ts';
import { dayMs, hourMs, isoLocal, minuteMs } from '../src/domain/local-day.ts';
import { drawStayMs } from './course.ts';
import { frailty, records } from './mix.ts';
import type { SimulatedPatient } from './patient.ts';
import { type Random, randomOf } from './random.ts';
import { drawSpells } from './spells.ts';
import { factColumns, factsOfStay } from './stay-facts.ts';

const yearMs = 365 * dayMs;
const historyMs = 2 * yearMs;

const toMinute = (at: number): number => Math.floor(at / minuteMs) * minuteMs;

const encounter = (
  is: EncounterClass,
  admittedAt: number,
  dischargedAt: number,
  emergent: boolean,
): Encounter => ({
  class: is,
  admittedAt: toMinute(admittedAt),
  dischargedAt: toMinute(dischargedAt),
  emergent,
});

/** Stays before the panel begins, as often as its patient is admitted during it. */
const earlierStays = (patient: SimulatedPatient, random: Random): readonly Encounter[] => {
  const { program, key, startAt, courses } = patient;
  const perYear = records.admissionsPerYear[program] * randomOf(`${key}/frailty`).weighted(frailty);
  const homeFrom = Math.min(startAt, courses[0]?.onset ?? startAt) - 2 * dayMs;
  const drawn = drawSpells({ from: startAt - historyMs, to: homeFrom }, perYear, random, admittedAt =>
    encounter(
      'inpatient',
      admittedAt,
      admittedAt + drawStayMs(random),
      random.chance(records.emergent[program]),
    ),
  );
  let freeFrom = 0;
  return drawn.filter(({ admittedAt, dischargedAt }) => {
    const end = dischargedAt ?? admittedAt;
    const isPossible = admittedAt > freeFrom && end < homeFrom;
    if (isPossible) freeFrom = end + 2 * dayMs;
    return isPossible;
  });
};

/** Stays that the courses ended in, as far as they are known at an instant. */
const stayedSince = ({ courses }: SimulatedPatient, at: number): readonly Encounter[] =>
  courses.flatMap(({ stay, clinical }) =>
    stay === null || stay.admittedAt >= at
      ? []
      : [
          {
            ...encounter('inpatient', stay.admittedAt, stay.dischargedAt, clinical),
            ...(stay.dischargedAt > at ? { dischargedAt: null } : {}),
          },
        ],
  );

/** The visit to the emergency department that an unplanned stay begins with. */
const leadingVisits = (stays: readonly Encounter[], random: Random): Encounter[] =>
  stays
    .filter(stay => stay.emergent)
    .map(({ admittedAt }) =>
      encounter('emergency', admittedAt - random.between(2, 8) * hourMs, admittedAt, true),
    );

const isFree = (stays: readonly Encounter[], at: number): boolean =>
  stays.every(stay => at < stay.admittedAt - dayMs || at > (stay.dischargedAt ?? at));

const drawVisits = (
  is: EncounterClass,
  perYear: number,
  stays: readonly Encounter[],
  { startAt }: SimulatedPatient,
  untilAt: number,
  random: Random,
): readonly Encounter[] =>
  drawSpells({ from: startAt - historyMs, to: untilAt - dayMs }, perYear, random, at =>
    encounter(is, at, at + random.between(0.5, 5) * hourMs, is === 'emergency'),
  ).filter(({ admittedAt }) => isFree(stays, admittedAt));

/**
 * Stays and visits from two years before the panel's start up to an instant, oldest first: those that the readings
 * show are among them, and one that goes on has no end.
 */
export const encountersOf = (patient: SimulatedPatient, untilAt: number): readonly Encounter[] => {
  const { key } = patient;
  const of = (name: string) => randomOf(`${key}/${name}`);
  const stays = [...earlierStays(patient, of('stays')), ...stayedSince(patient, untilAt)];
  return [
    ...stays,
    ...leadingVisits(stays, of('leading-visits')),
    ...drawVisits('emergency', records.emergencyPerYear, stays, patient, untilAt, of('emergency-visits')),
    ...drawVisits('outpatient', records.outpatientPerYear, stays, patient, untilAt, of('visits')),
  ].toSorted((a, b) => a.admittedAt - b.admittedAt);
};

/** DESIGN's file of stays and visits, with what hospitals told of stays. */
export const encountersCsv = (patients: Iterable<SimulatedPatient>, untilAt: number): string => {
  const lines = [['patient', 'class', 'admittedAt', 'dischargedAt', 'emergent', ...factColumns].join(',')];
  for (const patient of patients) {
    const local = (at: number | null) => (at === null ? '' : isoLocal(at, patient.timeZone));
    for (const stay of encountersOf(patient, untilAt)) {
      const { class: is, admittedAt, dischargedAt, emergent } = stay;
      const dates = [local(admittedAt), local(dischargedAt)];
      lines.push([patient.patient, is, ...dates, emergent, ...factsOfStay(patient, stay)].join(','));
    }
  }
  return `${lines.join('\n')}\n`;
};
