import type { DailyRollup } from '../domain/daily.ts';
import { localDay } from '../domain/local-day.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { exceeds } from './compare.ts';
import { pulseOf, type Shift, shiftOf, systolicOf } from './level-shift.ts';
import { spreadsAbove } from './robust.ts';
import type { WeighDay } from './weight-level.ts';

/** What speaks for fluid besides the weight: as how much gain it counts, in words, and the days it rests on. */
export type Sign = { readonly kg: number; readonly text: string; readonly days: readonly DailyRollup[] };

export type SignParams = {
  readonly pulseKg: number;
  readonly systolicKg: number;
  readonly systolicFrom: number;
  readonly mostSpreads: number;
  readonly missedKg: number;
};

const recent = { recentDays: 5, leastRecentDays: 3, leastOwnDays: 10 };

const spreadsOf = ({ recent: late, own }: Shift): number => spreadsAbove(late, own);

/** Pulse of the last 5 days above the own level of the weeks before. */
const pulseSign = (snapshot: Snapshot, { pulseKg, mostSpreads }: SignParams): Sign | null => {
  const shift = shiftOf(snapshot, 'blood-pressure', pulseOf, { ...recent, leastSpread: 3 });
  if (!shift) return null;
  const kg = pulseKg * Math.min(mostSpreads, spreadsOf(shift));
  const text = `pulse ${shown(shift.recent, 0)}/min, usually ${shown(shift.own.centre, 0)}`;
  return { kg, text, days: shift.days };
};

/** Systolic pressure of the last 5 days away from the own level, either way: it rises with fluid and falls with a failing heart. */
const systolicSign = (
  snapshot: Snapshot,
  { systolicKg, systolicFrom, mostSpreads }: SignParams,
): Sign | null => {
  const shift = shiftOf(snapshot, 'blood-pressure', systolicOf, { ...recent, leastSpread: 5 });
  if (!shift) return null;
  const away = Math.abs(spreadsOf(shift)) - systolicFrom;
  const text = `systolic ${shown(shift.recent, 0)} mmHg, usually ${shown(shift.own.centre, 0)}`;
  return { kg: systolicKg * Math.min(mostSpreads, away), text, days: shift.days };
};

const weekDays = 7;
const habitDays = 28;
const leastHabitDays = 14;

/** Fewer weigh-ins in the 7 days before today than in the weeks before. */
const missedSign = (
  { at, patient }: Snapshot,
  days: readonly WeighDay[],
  { missedKg }: SignParams,
): Sign | null => {
  const since = localDay(at, patient.timeZone) - weekDays;
  const from = Math.max(since - habitDays, days[0]?.day ?? since);
  if (since - from < leastHabitDays) return null;
  const usual = days.filter(({ day }) => day >= from && day < since).length / (since - from);
  const weighed = days.filter(({ day }) => day >= since && day < since + weekDays).length;
  const text = `weighed on ${weighed} of 7 days, usually ${shown(usual * weekDays)}`;
  return { kg: missedKg * (usual - weighed / weekDays), text, days: [] };
};

/** The signs besides the weight that count, strongest first. */
export const signsOf = (snapshot: Snapshot, days: readonly WeighDay[], params: SignParams): readonly Sign[] =>
  [pulseSign(snapshot, params), systolicSign(snapshot, params), missedSign(snapshot, days, params)]
    .filter(sign => sign !== null)
    .filter(({ kg }) => exceeds(kg, 0))
    .sort((a, b) => b.kg - a.kg);
