import { dayMs } from '../src/domain/local-day.ts';
import type { PatientFlag } from '../src/domain/patient.ts';
import type { Kind } from '../src/domain/reading.ts';
import { type Course, drawCourse } from './course.ts';
import { due, dueHomeDays, dueRecentStay, dueStayDays, frailty, scenarios, settleDays } from './mix.ts';
import { type Program, type ScenarioName, type ScenarioRow, scenarioNames } from './mix-rows.ts';
import { type Random, randomOf } from './random.ts';

/** What the courses of a patient depend on. */
export type Fate = {
  readonly key: string;
  readonly program: Program;
  readonly flags: readonly PatientFlag[];
  readonly kinds: readonly Kind[];
  readonly timeZone: string;
  /** no course begins earlier … */
  readonly from: number;
  /** … and none that would not come to its outcome by then */
  readonly to: number;
};

const yearMs = 365 * dayMs;
const settleMs = settleDays * dayMs;

const flagFactor = ({ onlyWith }: ScenarioRow, flags: readonly PatientFlag[]): number =>
  onlyWith === undefined ? 1 : (onlyWith.find(([flag]) => flags.includes(flag))?.[1] ?? 0);

const ratesOf = ({ program, flags, kinds }: Fate): readonly (readonly [ScenarioName, number])[] =>
  scenarioNames.flatMap(name => {
    const row = scenarios[name];
    const perYear = (row.perYear[program] ?? 0) * flagFactor(row, flags);
    return perYear > 0 && kinds.includes(row.needs) ? [[name, perYear] as const] : [];
  });

const apartMs = (perYear: number, random: Random): number =>
  (-Math.log(1 - random.next()) * yearMs) / perYear;

/** One after the other, each drawn by its number alone: a longer panel begins with the courses of a shorter one. */
export const drawCourses = (fate: Fate): readonly Course[] => {
  const rates = ratesOf(fate);
  const often = randomOf(`${fate.key}/frailty`).weighted(frailty);
  const perYear = often * rates.reduce((sum, [, rate]) => sum + rate, 0);
  const courses: Course[] = [];
  let freeFrom = fate.from + settleMs;
  for (let n = 0; perYear > 0 && freeFrom < fate.to; n += 1) {
    const random = randomOf(`${fate.key}/course/${n}`);
    const onset = freeFrom + apartMs(perYear, random);
    const outcomeAt = (leadMs: number) => onset + leadMs;
    const course = drawCourse(random.weighted(rates), { outcomeAt, timeZone: fate.timeZone }, random);
    if (course.outcome <= fate.to) courses.push(course);
    freeFrom = course.recoveredAt + settleMs;
  }
  return courses;
};

export type Due = { readonly courses: readonly Course[]; readonly isSilent: boolean };

/** A stay that ended in the weeks before, but not in the last days, and before the course began; null if none fits. */
const drawRecentStay = (
  { timeZone }: Fate,
  dueAt: number,
  course: Course | null,
  random: Random,
): Course | null => {
  const homeBy = Math.min(dueAt - dueHomeDays * dayMs, course?.onset ?? dueAt);
  const outcomeAt = () => homeBy - random.between(...dueStayDays) * dayMs;
  const recent = drawCourse('other-admission', { outcomeAt, timeZone }, random);
  return recent.recoveredAt < homeBy ? recent : null;
};

/** Late in its course at `dueAt`: the outcome lies a little ahead, a severe reading just behind. */
const drawDueCourse = (name: ScenarioName, { timeZone }: Fate, dueAt: number, random: Random): Course => {
  const passed = random.between(0.1, 0.9);
  const outcomeAt = (leadMs: number, severeMs: number | null) =>
    dueAt + (severeMs === null ? Math.min(leadMs * 0.25, 1.5 * dayMs) : severeMs) * passed;
  return drawCourse(name, { outcomeAt, timeZone }, random);
};

/** The courses of a panel that leads up to an instant: some patients are in trouble then, and the others at home. */
export const drawDue = (fate: Fate, dueAt: number): Due => {
  const random = randomOf(`${fate.key}/due`);
  const fit = due[fate.program].filter(([name]) => {
    return name === null || name === 'silent' || fate.kinds.includes(scenarios[name].needs);
  });
  const name = random.weighted(fit);
  const isSilent = name === 'silent';
  const course = name === null || name === 'silent' ? null : drawDueCourse(name, fate, dueAt, random);
  const isWorse = course?.scenario.startsWith('hf-') ?? false;
  const wasAdmitted = random.chance(dueRecentStay[isWorse ? 'decompensating' : fate.program]);
  const recent = wasAdmitted ? drawRecentStay(fate, dueAt, course, random) : null;
  const near = [recent, course].filter(c => c !== null).toSorted((a, b) => a.onset - b.onset);
  const isFar = ({ onset, recoveredAt }: Course) =>
    recoveredAt < (near[0]?.onset ?? dueAt) - dueHomeDays * dayMs || onset > dueAt + 30 * dayMs;
  return {
    isSilent,
    courses: [...drawCourses(fate).filter(isFar), ...near].toSorted((a, b) => a.onset - b.onset),
  };
};
