import type { Encounter, StayFacts } from '../../domain/encounter.ts';
import { dayMs } from '../../domain/local-day.ts';
import { comorbidityAt, conditionsAt } from '../features/comorbidity.ts';
import type { RiskInputs } from '../features/inputs.ts';
import { admissionsWithin, recentStay, type Stay, stayDays } from '../features/stays.ts';
import { scored } from '../scored.ts';
import { eachAlone, published, type RiskScorer } from '../scorer.ts';
import { type HospitalFacts, hospitalParts } from './hospital-parts.ts';

const yearMs = 365 * dayMs;

const hasCancerAt = (inputs: RiskInputs, at: number): boolean | null => {
  if (conditionsAt(inputs, at).length === 0) return null;
  const groups = comorbidityAt(inputs, at);
  return groups.includes('cancer') || groups.includes('metastatic-cancer');
};

const toldOf = (stay: Encounter & { readonly facts?: StayFacts | null }): StayFacts => stay.facts ?? {};

const factsOf = (inputs: RiskInputs, stay: Stay): HospitalFacts => {
  const { haemoglobinGDl, sodiumMmolL, fromOncology, procedures } = toldOf(stay);
  return {
    haemoglobinGDl: haemoglobinGDl ?? null,
    sodiumMmolL: sodiumMmolL ?? null,
    fromOncology: fromOncology ?? null,
    hasCancer: hasCancerAt(inputs, stay.dischargedAt),
    hadProcedure: procedures === undefined ? null : procedures > 0,
    isUrgent: stay.emergent,
    admissionsBefore: admissionsWithin(inputs.encounters, stay.admittedAt - 1, yearMs).length,
    stayDays: stayDays(stay, inputs.timeZone),
  };
};

/** HOSPITAL, of the inpatient stay that ended last, as long as that is at most 30 days ago. 0–13. */
export const hospital: RiskScorer = {
  ...published,
  id: 'hospital',
  version: 2,
  title: 'HOSPITAL score, simplified',
  max: 13,
  high: 7,
  source:
    'Donzé 2016 (PMC5070968): potentially avoidable readmission within 30 days, c 0.72; 0–4 low 5.8 %, 5–6 11.9 %, 7 and more 22.8 %. Simplified after Aubert 2017 (BMJ Qual Saf 26:799), c 0.69: a cancer diagnosis counts as an oncology discharge. Where haemoglobin, sodium or procedures of the stay are not known it ranks by the points that are, and says how many more there may be. Convention: a stay is counted in local calendar days. SNOMED codes do not count',
  say: value => `HOSPITAL at least ${value} of 13`,
  ...eachAlone((inputs, at) => {
    const recent = recentStay(inputs.encounters, at);
    return recent.ok ? scored(hospitalParts(factsOf(inputs, recent.stay))) : recent.none;
  }),
};
