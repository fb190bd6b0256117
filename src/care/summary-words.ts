import type { DailyRollup } from '../domain/daily.ts';
import { isoDay, localDay } from '../domain/local-day.ts';
import type { Kind } from '../domain/reading.ts';
import { shown } from '../domain/units.ts';
import type { SummaryGround } from './summary-load.ts';
import { symptomOf } from './symptom-questions.ts';

type ReadingRow = SummaryGround['readings'][number];

export const kindNames: Readonly<Record<Kind, string>> = {
  'blood-pressure': 'Blood pressure',
  glucose: 'Glucose',
  weight: 'Weight',
};

const orNothing = (value: number | null, say: (value: number) => string): string =>
  value === null ? '' : say(value);

/** `184/96 mmHg, pulse 71/min`, `HI`, `70.2 kg`. */
export const readingText = (r: ReadingRow): string => {
  switch (r.kind) {
    case 'blood-pressure': {
      const pulse = orNothing(r.pulsePerMin, n => `, pulse ${shown(n)}/min`);
      return `${shown(r.systolicMmHg ?? 0)}/${shown(r.diastolicMmHg ?? 0)} mmHg${pulse}`;
    }
    case 'glucose':
      return (
        r.outOfRange ?? orNothing(r.glucoseMgDl, n => `${shown(n)} mg/dL${r.meal ? ` (${r.meal})` : ''}`)
      );
    case 'weight':
      return orNothing(r.weightKg, n => `${shown(n, 2)} kg`);
  }
};

const medianOf = (values: readonly number[]): number | null => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return null;
  const upper = sorted[Math.floor(middle)] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
};

type Means = Pick<DailyRollup, 'kind' | 'mean' | 'diastolicMean'>;

/** What is usual: the median of the daily means, with the number of days; null without any. Pure. */
export const usualText = (kind: Kind, days: readonly Means[]): string | null => {
  const own = days.filter(day => day.kind === kind);
  const means = own.flatMap(day => day.mean ?? []);
  const usual = medianOf(means);
  if (usual === null) return null;
  const of = `median of ${means.length} ${means.length === 1 ? 'day' : 'days'}`;
  switch (kind) {
    case 'blood-pressure': {
      const diastolic = medianOf(own.flatMap(day => day.diastolicMean ?? []));
      return `${shown(usual, 0)}/${diastolic === null ? '?' : shown(diastolic, 0)} mmHg (${of})`;
    }
    case 'glucose':
      return `${shown(usual, 0)} mg/dL (${of})`;
    case 'weight':
      return `${shown(usual, 1)} kg (${of})`;
  }
};

/** Whole years between a birth date and a day of the patient's calendar. */
export const ageOn = (birthDate: string, at: number, timeZone: string): number => {
  const today = isoDay(localDay(at, timeZone));
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
};

/** `chest pain none, breathless at rest worse`: what was answered, as the questions name it. */
export const answersText = (answers: Readonly<Record<string, string>>): string =>
  Object.entries(answers)
    .map(([id, is]) => `${symptomOf(id)?.title ?? id} ${is}`)
    .join(', ');
