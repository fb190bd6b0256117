import { dayMs, localDay, spokenDay } from '../domain/local-day.ts';
import { lastDischargeAt, type PatientContext } from '../domain/patient.ts';
import { fluidQuestion } from '../domain/plausible-weight.ts';
import { kgPerLb, shown } from '../domain/units.ts';
import { median } from '../rules/robust.ts';

export type WeighIn = { readonly measuredAt: number; readonly weightKg: number };

/** CLINICAL: more than 5 kg overnight, without a gap of 3 days or a stay, is another person or unit. */
const farKg = 5;
/** Convention: nobody gains more than this in fluid within three days. */
const mostFluidKg = 15;
const gapMs = 3 * dayMs;
/** Convention: after a gap or a stay a person may have changed by as much. */
const farAfterGapKg = 10;
/** Convention: so near to another weigh-in is the same person in the same unit. */
export const sameKg = 3;
/** Convention: so near to a housemate's weight may be the housemate. */
const housemateKg = 2.5;
const recentMs = 14 * dayMs;
/** Convention: how far a ratio may lie from 2.2046, for what a person gains or loses meanwhile. */
const ratioShare = 0.06;

/** What a weigh-in is held against: a weight in kg, and in words what it is. */
export type Own = { readonly kg: number; readonly text: string };

export const ownOf = (
  { measuredAt }: WeighIn,
  before: readonly WeighIn[],
  { dryWeightKg, timeZone }: PatientContext,
): Own | null => {
  const [last] = before;
  if (!last) {
    if (dryWeightKg === null) return null;
    return { kg: dryWeightKg, text: `the dry weight of ${shown(dryWeightKg)} kg` };
  }
  const recent = before.filter(one => measuredAt - one.measuredAt <= recentMs);
  const kg = recent.length > 0 ? median(recent.map(one => one.weightKg)) : last.weightKg;
  const day = spokenDay(localDay(last.measuredAt, timeZone));
  return { kg, text: `the usual ${shown(kg)} kg (last ${day})` };
};

const isNear = (ratio: number, to: number): boolean => Math.abs(ratio / to - 1) <= ratioShare;

const anotherUnit = (kg: number, own: Own): string | null => {
  const lbPerKg = 1 / kgPerLb;
  if (isNear(kg / own.kg, lbPerKg))
    return `${shown(kg)} kg is 2.2 times ${own.text}: pounds sent as kilograms?`;
  return isNear(own.kg / kg, lbPerKg)
    ? `${shown(kg)} kg is ${own.text} divided by 2.2: kilograms sent as pounds?`
    : null;
};

const housemate = (kg: number, own: Own, { householdKg }: PatientContext, leastKg: number): string | null => {
  const apartKg = Math.abs(kg - own.kg);
  const isHousemates = householdKg.some(one => Math.abs(kg - one) <= Math.min(housemateKg, apartKg / 2));
  return isHousemates && apartKg >= leastKg
    ? `${shown(kg)} kg is near the weight of somebody who shares the scale, and ${shown(apartKg)} kg from ${own.text}: another person?`
    : null;
};

const overnight = (kg: number, last: WeighIn, own: Own, { timeZone }: PatientContext): string | null => {
  const apartKg = Math.abs(kg - last.weightKg);
  if (apartKg <= farKg || Math.abs(kg - own.kg) <= farKg) return null;
  const day = spokenDay(localDay(last.measuredAt, timeZone));
  const mayBeFluid = kg > last.weightKg && apartKg <= mostFluidKg;
  const asks = mayBeFluid ? fluidQuestion : 'another person, or something on the scale?';
  return `${shown(kg)} kg is ${shown(apartKg)} kg from the ${shown(last.weightKg)} kg of ${day}: ${asks}`;
};

/** What is odd of a weigh-in: its unit, whose it may be, or how far it is from the one before. */
export type Doubt = { readonly of: 'unit' | 'housemate' | 'jump'; readonly text: string };

const doubt = (of: Doubt['of'], text: string | null): Doubt | null => (text === null ? null : { of, text });

/**
 * Why a plausible live weight can hardly be this person's in this unit, as a question to a person; null where nothing
 * is odd. `before` are the person's last good weigh-ins measured before it, latest first. Pure.
 */
export const doubtWeight = (
  weighIn: WeighIn,
  before: readonly WeighIn[],
  patient: PatientContext,
): Doubt | null => {
  const own = ownOf(weighIn, before, patient);
  if (own === null) return null;
  const { weightKg: kg, measuredAt } = weighIn;
  const [last] = before;
  const age = last ? measuredAt - last.measuredAt : Number.POSITIVE_INFINITY;
  if (last && age <= recentMs && Math.abs(kg - last.weightKg) <= sameKg) return null;
  const discharge = lastDischargeAt(patient, measuredAt);
  const mayHaveChanged = !last || age >= gapMs || (discharge !== null && discharge >= last.measuredAt);
  return (
    doubt('unit', anotherUnit(kg, own)) ??
    doubt('housemate', housemate(kg, own, patient, mayHaveChanged ? farAfterGapKg : farKg)) ??
    (last && !mayHaveChanged ? doubt('jump', overnight(kg, last, own, patient)) : null)
  );
};
