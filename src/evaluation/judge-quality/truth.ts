import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { instant, word, yesOrNo } from '../../roster/columns.ts';
import { type CsvFile, type Numbered, readCsvFile, refuseErrors } from '../../roster/csv-file.ts';

/** What befell a patient, by the site's own patient id. Only a clinical one is an event that rules should detect. */
export type TrueEvent = {
  readonly patient: string;
  readonly scenario: string;
  readonly onset: number;
  readonly outcome: number;
  readonly clinical: boolean;
};

const line = z.object({
  patient: word,
  scenario: word,
  onset: instant,
  outcome: instant,
  clinical: yesOrNo,
});

const truthFile = {
  name: 'truth file',
  line,
  required: ['patient', 'scenario', 'onset', 'outcome', 'clinical'],
} as const satisfies CsvFile<typeof line>;

const backwards = (lines: readonly Numbered<TrueEvent>[]) =>
  lines
    .filter(({ value }) => value.outcome < value.onset)
    .map(({ line: number }) => ({ line: number, field: 'outcome', message: 'lies before the onset' }));

const strangers = (lines: readonly Numbered<TrueEvent>[], known: ReadonlySet<string>) =>
  lines
    .filter(({ value }) => !known.has(value.patient))
    .map(({ line: number }) => ({ line: number, field: 'patient', message: 'is not in the roster' }));

const isEmptyBut = (text: string): boolean => text.trim().split(/\r?\n/).length === 1;

/**
 * Reads a truth file, `patient,scenario,onset,outcome,clinical`; further columns say nothing. One with a header alone is
 * a panel to which nothing happened. @throws AppError import-rejected listing every wrong line with its field
 */
export const readTruth = (text: string, patients: ReadonlySet<string>): readonly TrueEvent[] => {
  if (isEmptyBut(text)) {
    const missing = truthFile.required.filter(name => !text.includes(name));
    if (missing.length === 0) return [];
  }
  const { lines, errors } = readCsvFile(text, truthFile);
  refuseErrors([...errors, ...backwards(lines), ...strangers(lines, patients)]);
  return lines.map(l => l.value);
};

/** `truth.csv line 3: onset must be …` for each wrong line, for people. */
export const wrongLines = (file: string, error: unknown): string | null => {
  if (!(error instanceof AppError) || !error.details.errors) return null;
  const told = error.details.errors.slice(0, 20).map(e => `${file} line ${e.line}: ${e.field} ${e.message}`);
  const rest = error.details.errors.length - told.length;
  return [...told, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n');
};
