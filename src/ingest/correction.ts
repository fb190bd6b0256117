import type { Measurement } from '../domain/reading.ts';
import { AppError } from '../errors.ts';
import type { ReadingRow } from '../readings/locate-reading.ts';
import { suspicion } from './plausible.ts';
import { correctedValues, type ResolveInput } from './resolve-input.ts';

type Values = Partial<ReadingRow>;

const remedyOfKind: Readonly<Record<ReadingRow['kind'], string>> = {
  'blood-pressure': 'send systolicMmHg 50–300 above diastolicMmHg 25–200, and pulsePerMin 20–250 or null',
  glucose: 'send glucoseMgDl 10–1000',
  weight: 'send weightKg 20–300',
};

const refused = ({ kind }: ReadingRow, message: string): AppError =>
  new AppError('bad-request', message, { field: 'values', remedy: remedyOfKind[kind] });

const valuesOf = (row: ReadingRow, values: unknown): Values | null => {
  switch (row.kind) {
    case 'blood-pressure':
      return correctedValues['blood-pressure'].safeParse(values).data ?? null;
    case 'glucose': {
      const { data } = correctedValues.glucose.safeParse(values);
      if (!data) return null;
      const { glucoseMgDl, meal = row.meal } = data;
      return { glucoseMgDl, meal, outOfRange: null };
    }
    case 'weight':
      return correctedValues.weight.safeParse(values).data ?? null;
  }
};

const isPlausible = (row: ReadingRow): boolean =>
  suspicion({ ...row, shown: row.glucoseMgDl } as unknown as Measurement) === null;

/**
 * The columns that a correction replaces; what the device sent stays beside them.
 * @throws AppError bad-request naming `values`, which it never repeats
 */
export const correctionOf = (row: ReadingRow, { decision, values }: ResolveInput): Values | undefined => {
  if (decision !== 'correct') {
    if (values === undefined) return undefined;
    throw new AppError('bad-request', 'only a correction has values', {
      field: 'values',
      remedy: 'send the decision correct, or no values',
    });
  }
  const corrected = valuesOf(row, values);
  if (!corrected) throw refused(row, `these are not the values of a ${row.kind} reading`);
  if (!isPlausible({ ...row, ...corrected })) {
    throw refused(row, 'the corrected values are not plausible themselves');
  }
  return { ...corrected, flags: [...new Set([...row.flags, 'corrected' as const])] };
};
