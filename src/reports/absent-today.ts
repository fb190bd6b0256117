import { peopleIn } from '../attendance/warnings.ts';
import { quarterMs, whoIsOn } from '../attendance/who-is-on.ts';
import type { CoveragePlan } from '../contract/coverage.ts';
import { localDay, startOfLocalDay } from '../domain/local-day.ts';

/** Who is on at any quarter hour of today, by the plan's own clock. */
const onToday = (plan: CoveragePlan, now: number): ReadonlySet<string> => {
  const today = localDay(now, plan.timeZone);
  const on = new Set<string>();
  const end = startOfLocalDay(today + 1, plan.timeZone);
  for (let at = startOfLocalDay(today, plan.timeZone); at < end; at += quarterMs) {
    const duty = whoIsOn(plan, at);
    if (duty.is === 'on') for (const person of duty.people) on.add(person);
  }
  return on;
};

/** By person whom a plan names: whether no plan has her on today. Who is in none is not in the map. Pure. */
export const absentToday = (plans: readonly CoveragePlan[], now: number): ReadonlyMap<string, boolean> => {
  const on = new Set(plans.flatMap(plan => [...onToday(plan, now)]));
  return new Map(plans.flatMap(peopleIn).map(person => [person, !on.has(person)]));
};
