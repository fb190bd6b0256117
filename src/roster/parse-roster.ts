import { parse } from 'csv-parse/sync';
import { AppError, type LineError } from '../errors.ts';
import { patientColumns, type RosterLine, requiredColumns, rosterLine } from './roster-line.ts';

export type NumberedLine = { readonly line: number; readonly value: RosterLine };

type Raw = { readonly record: Readonly<Record<string, string>>; readonly info: { readonly lines: number } };

const refuse = (errors: readonly LineError[]): AppError =>
  new AppError(
    'import-rejected',
    `nothing was imported: ${errors.length} error${errors.length === 1 ? '' : 's'}`,
    {
      remedy: 'mend the lines named in errors and import the whole file again',
      errors,
    },
  );

const readCsv = (text: string): readonly Raw[] => {
  try {
    return parse(text, {
      bom: true,
      columns: (header: string[]) => requireDistinct(header.map(name => name.trim())),
      info: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as readonly Raw[];
  } catch (error) {
    if (error instanceof AppError) throw error;
    const line =
      error instanceof Error && 'lines' in error && typeof error.lines === 'number' ? error.lines : 1;
    const expected = 'must be CSV with one header and as many fields on every line';
    throw refuse([{ line, field: 'line', message: expected }]);
  }
};

const requireDistinct = (header: readonly string[]): string[] => {
  const twice = header.filter((name, index) => name !== '' && header.indexOf(name) !== index);
  if (twice.length === 0) return [...header];
  throw refuse(twice.map(field => ({ line: 1, field, message: 'stands twice in the header: remove one' })));
};

const requireColumns = (raw: readonly Raw[]): void => {
  const [first] = raw;
  if (!first) throw refuse([{ line: 1, field: 'line', message: 'must hold a header and at least one line' }]);
  const missing = requiredColumns.filter(column => !(column in first.record));
  if (missing.length > 0) {
    throw refuse(
      missing.map(field => ({ line: 1, field, message: 'is a required column: add it to the header' })),
    );
  }
};

const lineErrors = (line: number, record: unknown): LineError[] => {
  const parsed = rosterLine.safeParse(record);
  if (parsed.success) return [];
  return parsed.error.issues.flatMap(issue =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(field => ({
          line,
          field,
          message: 'is not a column of the roster file: remove or rename it',
        }))
      : [{ line, field: issue.path.join('.'), message: issue.message }],
  );
};

const disagreements = (lines: readonly NumberedLine[]): LineError[] => {
  const first = new Map<string, NumberedLine>();
  return lines.flatMap(({ line, value }) => {
    const known = first.get(value.patient);
    if (!known) first.set(value.patient, { line, value });
    return patientColumns
      .filter(column => known && JSON.stringify(known.value[column]) !== JSON.stringify(value[column]))
      .map(field => ({ line, field, message: `must agree with line ${known?.line} of the same patient` }));
  });
};

const unknownPrograms = (lines: readonly NumberedLine[], programs: readonly string[]): LineError[] =>
  lines
    .filter(({ value }) => !programs.includes(value.program))
    .map(({ line }) => ({ line, field: 'program', message: `must be one of ${programs.join(', ')}` }));

const repeats = (lines: readonly NumberedLine[]): LineError[] => {
  const seen = new Map<string, number>();
  return lines.flatMap(({ line, value }) => {
    const key = JSON.stringify([value.patient, value.device, value.kind, value.slot, value.from]);
    const earlier = seen.get(key);
    seen.set(key, earlier ?? line);
    return earlier === undefined
      ? []
      : [{ line, field: 'device', message: `repeats line ${earlier}: remove one` }];
  });
};

/**
 * Parses a roster file whole. @throws AppError import-rejected listing every wrong line with its field and remedy
 */
export const parseRoster = (text: string, programs: readonly string[]): readonly NumberedLine[] => {
  const raw = readCsv(text);
  requireColumns(raw);
  const malformed = raw.flatMap(({ record, info }) => lineErrors(info.lines, record));
  const lines = raw.flatMap(({ record, info }) => {
    const parsed = rosterLine.safeParse(record);
    return parsed.success ? [{ line: info.lines, value: parsed.data }] : [];
  });
  const errors = [
    ...malformed,
    ...unknownPrograms(lines, programs),
    ...disagreements(lines),
    ...repeats(lines),
  ];
  if (errors.length > 0) throw refuse(errors.sort((a, b) => a.line - b.line));
  return lines;
};
