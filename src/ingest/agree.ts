import { hourMs, localDay } from '../domain/local-day.ts';
import type { PatientContext } from '../domain/patient.ts';
import { shown } from '../domain/units.ts';
import { type Doubt, doubtWeight, ownOf, sameKg, type WeighIn } from './doubt-weight.ts';

/** A weigh-in that waits for a person. */
export type Doubted = WeighIn & { readonly id: string };

/** What is known of a person's weigh-ins. */
export type WeighIns = {
  /** the last good ones measured before the weigh-in that is judged, or before one in doubt, latest first */
  readonly before: (measuredAt: number) => readonly WeighIn[];
  /** those in doubt up to two days after the weigh-in that is judged */
  readonly doubted: readonly Doubted[];
};

export type WeighInJudged = {
  /** why it waits for a person; null where it is good */
  readonly doubt: string | null;
  /** those that waited and are good now, by id */
  readonly confirms: readonly string[];
};

/** Convention: a weigh-in far from the last is borne out by another one that agrees, an hour to two days apart. */
export const confirmedWithinMs = 48 * hourMs;
const leastApartMs = hourMs;

/** Convention: so many that agree, on two days, are believed against a dry weight that somebody typed. */
const believed = 3;
const believedDays = 2;

const isNear = (a: WeighIn, b: WeighIn): boolean => Math.abs(a.weightKg - b.weightKg) <= sameKg;

/** The person herself was weighed between the two: whoever agrees before and after is somebody else. */
const isContradicted = (a: WeighIn, b: WeighIn, before: WeighIns['before']): boolean => {
  const [first, second] = a.measuredAt < b.measuredAt ? [a, b] : [b, a];
  return before(second.measuredAt).some(good => good.measuredAt > first.measuredAt && !isNear(good, first));
};

/** Of those in doubt as too far from the last, the ones that a weigh-in bears out: it is nearer to them than to the usual. */
const borneOut = (
  weighIn: WeighIn,
  { before, doubted }: WeighIns,
  patient: PatientContext,
): readonly Doubted[] => {
  const own = ownOf(weighIn, before(weighIn.measuredAt), patient);
  if (own === null) return [];
  const ownApartKg = Math.abs(weighIn.weightKg - own.kg);
  return doubted.filter(one => {
    const apartMs = Math.abs(one.measuredAt - weighIn.measuredAt);
    if (apartMs < leastApartMs || apartMs > confirmedWithinMs || !isNear(one, weighIn)) return false;
    if (Math.abs(one.weightKg - weighIn.weightKg) >= ownApartKg) return false;
    if (isContradicted(one, weighIn, before)) return false;
    return doubtWeight(one, before(one.measuredAt), patient)?.of === 'jump';
  });
};

const isEnough = (agreeing: readonly WeighIn[], { timeZone }: PatientContext): boolean =>
  agreeing.length >= believed &&
  new Set(agreeing.map(one => localDay(one.measuredAt, timeZone))).size >= believedDays;

/** Nothing but a typed weight speaks against the scale: what agrees often enough is believed, and the typed one is asked about. */
const againstDryWeight = (
  weighIn: WeighIn,
  { text }: Doubt,
  { doubted }: WeighIns,
  patient: PatientContext,
): string | null => {
  const agreeing = doubted.filter(one => isNear(one, weighIn));
  if (isEnough(agreeing, patient)) return null;
  if (!isEnough([...agreeing, weighIn], patient)) return text;
  const file = `dry weight on file (${shown(patient.dryWeightKg ?? 0)} kg)`;
  return `${file} does not agree with the scale (${shown(weighIn.weightKg)} kg): correct it; weigh-ins count from the next on`;
};

/** Whether a plausible live weigh-in counts, held against the good ones before it and those in doubt about it. Pure. */
export const judgeWeighIn = (
  weighIn: WeighIn,
  weighIns: WeighIns,
  patient: PatientContext,
): WeighInJudged => {
  const before = weighIns.before(weighIn.measuredAt);
  const doubt = doubtWeight(weighIn, before, patient);
  if (weighIns.doubted.length === 0) return { doubt: doubt?.text ?? null, confirms: [] };
  const confirms = doubt === null || doubt.of === 'jump' ? borneOut(weighIn, weighIns, patient) : [];
  if (confirms.length > 0) return { doubt: null, confirms: confirms.map(({ id }) => id) };
  if (doubt?.of === 'unit' && before.length === 0)
    return { doubt: againstDryWeight(weighIn, doubt, weighIns, patient), confirms: [] };
  return { doubt: doubt?.text ?? null, confirms: [] };
};
