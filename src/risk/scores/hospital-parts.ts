import type { RiskPart } from '../../domain/risk.ts';

/** What the HOSPITAL score asks about a stay; null where that is not known. */
export type HospitalFacts = {
  /** the last before the discharge */
  readonly haemoglobinGDl: number | null;
  /** the last before the discharge */
  readonly sodiumMmolL: number | null;
  readonly fromOncology: boolean | null;
  /** stands in for an unknown discharging service */
  readonly hasCancer: boolean | null;
  /** any coded procedure during the stay */
  readonly hadProcedure: boolean | null;
  /** admitted urgently or as an emergency */
  readonly isUrgent: boolean | null;
  /** hospital admissions in the 12 months before the stay, without the stay itself */
  readonly admissionsBefore: number | null;
  readonly stayDays: number | null;
};

const lowHaemoglobinGDl = 12;
const lowSodiumMmolL = 135;
const longStayDays = 5;

/** Points from this many admissions on, most first. */
const admissionPoints = [
  [6, 5],
  [2, 2],
  [0, 0],
] as const;

/** A part that is not known has its least points, 0, and says how many more it may have. */
const unknown = (id: string, label: string, mayAdd: number): RiskPart => ({
  id,
  label,
  points: 0,
  mayAdd,
});

const haemoglobinPart = ({ haemoglobinGDl: value }: HospitalFacts): RiskPart =>
  value === null
    ? unknown('haemoglobin', 'haemoglobin at discharge is not known', 1)
    : { id: 'haemoglobin', label: `haemoglobin ${value} g/dL`, points: value < lowHaemoglobinGDl ? 1 : 0 };

const oncologyPart = ({ fromOncology, hasCancer }: HospitalFacts): RiskPart => {
  const id = 'oncology';
  if (fromOncology === true) return { id, label: 'discharged from an oncology service', points: 2 };
  if (fromOncology === false) return { id, label: 'not discharged from an oncology service', points: 0 };
  if (hasCancer === true) return { id, label: 'cancer among the diagnoses', points: 2 };
  if (hasCancer === false) return { id, label: 'no cancer among the diagnoses', points: 0 };
  return unknown(id, 'neither the discharging service nor any diagnosis is known', 2);
};

const sodiumPart = ({ sodiumMmolL: value }: HospitalFacts): RiskPart =>
  value === null
    ? unknown('sodium', 'sodium at discharge is not known', 1)
    : { id: 'sodium', label: `sodium ${value} mmol/L`, points: value < lowSodiumMmolL ? 1 : 0 };

const procedurePart = ({ hadProcedure }: HospitalFacts): RiskPart =>
  hadProcedure === null
    ? unknown('procedure', 'procedures during the stay are not known', 1)
    : {
        id: 'procedure',
        label: hadProcedure ? 'a procedure during the stay' : 'no procedure during the stay',
        points: hadProcedure ? 1 : 0,
      };

const urgentPart = ({ isUrgent }: HospitalFacts): RiskPart =>
  isUrgent === null
    ? unknown('urgent', 'how the patient was admitted is not known', 1)
    : {
        id: 'urgent',
        label: isUrgent ? 'urgent or emergency admission' : 'planned admission',
        points: isUrgent ? 1 : 0,
      };

const admissionsPart = ({ admissionsBefore: count }: HospitalFacts): RiskPart =>
  count === null
    ? unknown('admissions', 'admissions in the year before are not known', 5)
    : {
        id: 'admissions',
        label: `${count} ${count === 1 ? 'admission' : 'admissions'} in the year before`,
        points: admissionPoints.find(([from]) => count >= from)?.[1] ?? 0,
      };

const lengthPart = ({ stayDays }: HospitalFacts): RiskPart =>
  stayDays === null
    ? unknown('length', 'length of stay is not known', 2)
    : {
        id: 'length',
        label: `length of stay: ${stayDays} ${stayDays === 1 ? 'day' : 'days'}`,
        points: stayDays >= longStayDays ? 2 : 0,
      };

/**
 * The parts of the HOSPITAL score, 0–13: points of Donzé 2016 (PMC5070968), where one admission scores 0 and not 2 as in
 * Donzé 2013. Without the discharging service a cancer diagnosis counts, as in the simplified score (Aubert 2017).
 */
export const hospitalParts = (facts: HospitalFacts): readonly RiskPart[] => [
  haemoglobinPart(facts),
  oncologyPart(facts),
  sodiumPart(facts),
  procedurePart(facts),
  urgentPart(facts),
  admissionsPart(facts),
  lengthPart(facts),
];
