import type { CoveragePlan } from '../contract/coverage.ts';
import { weekRanges } from './week-ranges.ts';
import { covers, ordinarilyOn } from './who-is-on.ts';

type Week = Pick<CoveragePlan, 'shifts' | 'unmonitored'>;

/** Stretches of the ordinary week in which nobody is on and nothing says so. */
export const holesIn = (plan: Week): string[] => weekRanges(wall => ordinarilyOn(plan, wall).is === 'nobody');

const doubledIn = ({ shifts }: Week): string[] =>
  weekRanges(wall => shifts.filter(shift => covers(shift, wall)).length > 1);

const contradictedIn = ({ shifts, unmonitored }: Week): string[] =>
  weekRanges(
    wall => shifts.some(shift => covers(shift, wall)) && unmonitored.some(stretch => covers(stretch, wall)),
  );

const overlappingExceptions = ({ exceptions }: CoveragePlan): string[] => {
  const sorted = exceptions.toSorted((a, b) => a.from.localeCompare(b.from));
  let until = '';
  return sorted.flatMap(({ from, to }) => {
    const shared = from < until ? [`${from} to ${to < until ? to : until}`] : [];
    if (to > until) until = to;
    return shared;
  });
};

/** Everybody whom a plan names. */
export const peopleIn = ({ shifts, exceptions, lead }: CoveragePlan): string[] => {
  const dated = exceptions.flatMap(exception => ('people' in exception ? exception.people : []));
  return [...new Set([...shifts.flatMap(shift => shift.people), ...dated, ...(lead === null ? [] : [lead])])];
};

const sentence = (ranges: readonly string[], say: (when: string) => string): string[] =>
  ranges.length > 0 ? [say(ranges.join(', '))] : [];

/** What a plan leaves open or says twice: holes and overlaps, and people who have no responder. Pure. */
export const coverageWarnings = (plan: CoveragePlan, responders: ReadonlySet<string>): string[] => [
  ...sentence(
    holesIn(plan),
    when => `nobody is on ${when}: name somebody, or state it unmonitored with what patients were told`,
  ),
  ...sentence(
    doubledIn(plan),
    when => `shifts overlap ${when}: people of all of them are told, in the order of the list`,
  ),
  ...sentence(
    contradictedIn(plan),
    when => `a shift and unmonitored hours overlap ${when}: the shift holds; shorten one of them`,
  ),
  ...sentence(overlappingExceptions(plan), when => `exceptions overlap ${when}: the later in the list holds`),
  ...peopleIn(plan)
    .filter(name => !responders.has(name))
    .map(name => `${name} cannot be told: add a responder of that name`),
  ...(plan.lead === null ? ['there is no lead to tell when nobody answers: name one'] : []),
];
