import { type CoveragePlan, type Weekday, weekdays } from '../contract/coverage.ts';
import { ordinarilyOn } from './who-is-on.ts';

const spoken: Readonly<Record<Weekday, string>> = {
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
};

const quartersADay = 96;
const quarters = 7 * quartersADay;

const wallText = (quarter: number): string => {
  const day = weekdays[Math.floor(quarter / quartersADay) % 7] ?? 'mon';
  const minute = (quarter % quartersADay) * 15;
  const two = (n: number) => String(n).padStart(2, '0');
  return `${spoken[day]} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
};

/** Stretches of the ordinary week in which nobody is on and nothing says so. */
export const holesIn = (plan: Pick<CoveragePlan, 'shifts' | 'unmonitored'>): string[] => {
  const isHole = (quarter: number): boolean => {
    const wall = { weekday: Math.floor(quarter / quartersADay) % 7, minute: (quarter % quartersADay) * 15 };
    return ordinarilyOn(plan, wall).is === 'nobody';
  };
  const all = Array.from({ length: quarters }, (_, quarter) => quarter);
  if (all.every(isHole)) return ['the whole week'];
  const starts = all.filter(quarter => isHole(quarter) && !isHole((quarter + quarters - 1) % quarters));
  return starts.map(start => {
    let end = start;
    while (isHole(end % quarters)) end += 1;
    return `${wallText(start)} to ${wallText(end)}`;
  });
};

const peopleIn = ({ shifts, exceptions, lead }: CoveragePlan): string[] => {
  const dated = exceptions.flatMap(exception => ('people' in exception ? exception.people : []));
  return [...new Set([...shifts.flatMap(shift => shift.people), ...dated, ...(lead === null ? [] : [lead])])];
};

/** What a plan leaves open: holes in its week, and people who have no responder to be told by. Pure. */
export const coverageWarnings = (plan: CoveragePlan, responders: ReadonlySet<string>): string[] => [
  ...holesIn(plan).map(
    hole => `nobody is on ${hole}: name somebody, or state it unmonitored with what patients were told`,
  ),
  ...peopleIn(plan)
    .filter(name => !responders.has(name))
    .map(name => `${name} cannot be told: add a responder of that name`),
  ...(plan.lead === null ? ['there is no lead to tell when nobody answers: name one'] : []),
];
