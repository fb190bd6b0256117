import type { Encounter, StayFacts } from '../../domain/encounter.ts';
import { dayMs, isoDay, localDay } from '../../domain/local-day.ts';
import type { RiskScore } from '../../domain/risk.ts';
import { conditionsAt } from '../features/comorbidity.ts';
import { type DiagnosisGroup, diagnosisGroupOf } from '../features/diagnosis-group.ts';
import type { RiskInputs } from '../features/inputs.ts';
import { leadsTo, recentStay, type Stay, stayDays } from '../features/stays.ts';
import type { StayFeatures } from './stay-features.ts';

const yearMs = 365 * dayMs;
const returnMs = 30 * dayMs;
const listedDiagnoses = 3;
/** HbA1c bounds of the training data, percent. */
const hba1cBounds = { over8: 8, over7: 7 } as const;

const factsOf = (stay: Encounter & { readonly facts?: StayFacts | null }): StayFacts => stay.facts ?? {};

const yearsBetween = (birthDate: string, day: string): number => {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
};

/** In the year before the admission; the emergency visit that led to a stay is that stay's, and no visit of its own. */
const visitsBefore = (encounters: readonly Encounter[], stay: Stay, is: Encounter['class']): number => {
  const stays = encounters.filter(e => e.class === 'inpatient');
  return encounters.filter(
    e =>
      e.class === is &&
      e.admittedAt < stay.admittedAt &&
      e.admittedAt >= stay.admittedAt - yearMs &&
      !(is === 'emergency' && stays.some(s => e.admittedAt <= s.admittedAt && leadsTo(e, s))),
  ).length;
};

/** Stays that ended before this one began, oldest first. */
const staysBefore = (encounters: readonly Encounter[], stay: Stay): readonly Stay[] =>
  encounters
    .filter(
      (e): e is Stay =>
        e.class === 'inpatient' && e.dischargedAt !== null && e.dischargedAt <= stay.admittedAt && e !== stay,
    )
    .toSorted((a, b) => a.admittedAt - b.admittedAt);

const historyOf = (earlier: readonly Stay[], stay: Stay, timeZone: string) => {
  const next = (i: number): Stay => earlier[i + 1] ?? stay;
  const returned = earlier.map((e, i) => next(i).admittedAt - e.dischargedAt <= returnMs);
  const last = earlier.at(-1);
  return {
    earlierStays: earlier.length,
    earlierReturns: returned.filter(Boolean).length,
    lastReturn: !last ? 'no-earlier-stay' : returned.at(-1) ? 'within-30-days' : 'later',
    previousLengthOfStay: last ? stayDays(last, timeZone) : null,
    earlierDays: earlier.reduce((sum, e) => sum + stayDays(e, timeZone), 0),
    previousDisposition: last ? (factsOf(last).disposition ?? null) : null,
  } as const;
};

/**
 * The stay's own first three diagnoses, the principal one first, as in the training data. A problem list has no such order:
 * without the stay's own, none of them is known.
 */
const diagnosesOf = (stay: Stay): readonly (DiagnosisGroup | null)[] =>
  (factsOf(stay).diagnoses ?? [])
    .slice(0, listedDiagnoses)
    .map(({ code, system }) => diagnosisGroupOf(code, system) ?? null);

const hba1cOf = ({ hba1cPercent: percent }: StayFacts): StayFeatures['hba1c'] => {
  if (percent === undefined) return null;
  if (percent > hba1cBounds.over8) return 'over-8';
  return percent > hba1cBounds.over7 ? 'over-7' : 'normal';
};

const featuresOf = (inputs: RiskInputs, stay: Stay): StayFeatures => {
  const { encounters, timeZone, birthDate } = inputs;
  const facts = factsOf(stay);
  const day = isoDay(localDay(stay.dischargedAt, timeZone));
  const known = conditionsAt(inputs, stay.dischargedAt).length;
  const counted = facts.diagnosisCount ?? facts.diagnoses?.length ?? known;
  return {
    age: birthDate === null ? null : yearsBetween(birthDate, day),
    lengthOfStay: stayDays(stay, timeZone),
    inpatientLastYear: visitsBefore(encounters, stay, 'inpatient'),
    emergencyLastYear: visitsBefore(encounters, stay, 'emergency'),
    outpatientLastYear: visitsBefore(encounters, stay, 'outpatient'),
    ...historyOf(staysBefore(encounters, stay), stay, timeZone),
    disposition: facts.disposition ?? null,
    admissionType: facts.admissionType ?? (stay.emergent ? 'emergency' : null),
    admissionSource: facts.admissionSource ?? null,
    diagnoses: diagnosesOf(stay),
    diagnosisCount: counted === 0 ? null : counted,
    medications: facts.medications ?? null,
    procedures: facts.procedures ?? null,
    labTests: facts.labTests ?? null,
    insulin: facts.insulin ?? null,
    onDiabetesMedication: facts.onDiabetesMedication ?? null,
    diabetesMedicationChanged: facts.diabetesMedicationChanged ?? null,
    hba1c: hba1cOf(facts),
  };
};

type Readmittable =
  | { readonly ok: true; readonly features: StayFeatures }
  | { readonly ok: false; readonly none: Extract<RiskScore, { readonly applicable: false }> };

/** Of the stay that ended last, as long as that is at most 30 days ago; it sees nothing that came later. */
export const stayFeaturesAt = (inputs: RiskInputs, at: number): Readmittable => {
  const recent = recentStay(inputs.encounters, at);
  return recent.ok ? { ok: true, features: featuresOf(inputs, recent.stay) } : recent;
};
