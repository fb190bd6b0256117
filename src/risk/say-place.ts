import type { RiskPart } from '../domain/risk.ts';
import { isNotKnownPart } from '../domain/risk-part.ts';
import type { CohortProgram } from './cohort-alert.ts';
import { cutNames, cutsOf } from './cuts.ts';
import type { Ranked } from './rank.ts';
import type { RiskScorer } from './scorer.ts';

/** A score of a patient that the ranking rests on. */
export type Ground = {
  readonly scorer: RiskScorer;
  readonly value: number;
  readonly parts: readonly RiskPart[];
};

const signed = (points: number): string => `+${Math.round(100 * points) / 100}`;

/** The part with the most points among those that are known, with them; null where no one part stands out. */
export const topReason = (parts: readonly RiskPart[]): string | null => {
  const told = parts.filter(part => !isNotKnownPart(part));
  const [first, second] = told.toSorted((a, b) => b.points - a.points);
  if (!first || !second || first.points <= 0 || first.points === second.points) return null;
  return `${first.level ?? first.label} (${signed(first.points)})`;
};

const groundText = ({ scorer, value, parts }: Ground): string => {
  if (scorer.unit === 'points') return scorer.say(value);
  const reason = topReason(parts);
  return reason === null ? scorer.title : `${scorer.title}, there by ${reason}`;
};

/** The ground whose part of a combined value is the largest. */
const leading = (parts: readonly RiskPart[], grounds: readonly Ground[]): Ground | undefined => {
  const [most] = parts.toSorted((a, b) => b.points - a.points);
  return grounds.find(({ scorer }) => scorer.id === most?.id);
};

/** What put a patient where the ranking has her: the value in words, and the top reason if one stands out. */
const groundsText = (place: Ranked, grounds: readonly Ground[]): { said: string; reason: string | null } => {
  if (place.parts !== null) {
    const lead = leading(place.parts, grounds);
    return {
      said: place.parts.map(part => part.label).join(', '),
      reason: lead ? groundText(lead) : null,
    };
  }
  const [only] = grounds;
  if (!only) return { said: 'at risk', reason: null };
  return { said: only.scorer.say(only.value), reason: topReason(only.parts) };
};

/** "LACE 10 of 19: rank 1 of 20 in Heart failure, among the highest 5 %; most by …" */
export const sayPlace = (
  { name, settings }: Pick<CohortProgram, 'name' | 'settings'>,
  place: Ranked,
  grounds: readonly Ground[],
): string => {
  const { rank, outOf } = place;
  const { entered, stayed } = cutNames(settings);
  const isWithin = rank <= cutsOf(settings, outOf).enterWithin;
  const { said, reason } = groundsText(place, grounds);
  const among = isWithin ? `among the ${entered}` : `still among the ${stayed}`;
  return `${said}: rank ${rank} of ${outOf} in ${name}, ${among}${reason === null ? '' : `; most by ${reason}`}`;
};
