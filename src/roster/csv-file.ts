import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { AppError, type LineError } from '../errors.ts';

/** A kind of file that is imported: its name in sentences, its columns, and what a line must be. */
export type CsvFile<S extends z.ZodType> = {
  readonly name: string;
  readonly line: S;
  readonly required: readonly string[];
};

export type Numbered<T> = { readonly line: number; readonly value: T };

type Raw = { readonly record: Readonly<Record<string, string>>; readonly info: { readonly lines: number } };

const refusal = (errors: readonly LineError[]): AppError =>
  new AppError(
    'import-rejected',
    `nothing was imported: ${errors.length} error${errors.length === 1 ? '' : 's'}`,
    {
      remedy: 'mend the lines named in errors and import the whole file again',
      errors,
    },
  );

/** @throws AppError import-rejected listing every error in the order of the file, when there is one */
export const refuseErrors = (errors: readonly LineError[]): void => {
  if (errors.length > 0) throw refusal(errors.toSorted((a, b) => a.line - b.line));
};

const requireDistinct = (header: readonly string[]): string[] => {
  const twice = header.filter((name, index) => name !== '' && header.indexOf(name) !== index);
  refuseErrors(twice.map(field => ({ line: 1, field, message: 'stands twice in the header: remove one' })));
  return [...header];
};

/** What stands where a byte that is no UTF-8 was. */
const damaged = '\uFFFD';

const refuseDamaged = (text: string): void => {
  if (!text.includes(damaged)) return;
  const message = 'is not UTF-8: save the file as "CSV UTF-8"';
  const lines = text.split('\n').flatMap((line, i) => (line.includes(damaged) ? [i + 1] : []));
  refuseErrors(lines.map(line => ({ line, field: 'line', message })));
};

/** Spreadsheets write semicolons or tabs where a comma is the decimal sign: the header tells. */
const separatorOf = (text: string): string => {
  const header = text.slice(0, text.search(/[\r\n]|$/));
  return [',', ';', '\t'].find(separator => header.includes(separator)) ?? ',';
};

const readRaw = (text: string): readonly Raw[] => {
  try {
    return parse(text, {
      bom: true,
      delimiter: separatorOf(text),
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
    throw refusal([{ line, field: 'line', message: expected }]);
  }
};

const requireColumns = (raw: readonly Raw[], required: readonly string[]): void => {
  const [first] = raw;
  if (!first)
    throw refusal([{ line: 1, field: 'line', message: 'must hold a header and at least one line' }]);
  refuseErrors(
    required
      .filter(column => !(column in first.record))
      .map(field => ({ line: 1, field, message: 'is a required column: add it to the header' })),
  );
};

const lineErrors = (line: number, issues: readonly z.core.$ZodIssue[], name: string): LineError[] =>
  issues.flatMap(issue =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(field => ({
          line,
          field,
          message: `is not a column of the ${name}: remove or rename it`,
        }))
      : [{ line, field: issue.path.join('.'), message: issue.message }],
  );

/**
 * Reads a file line by line: the good lines with their numbers, and what is wrong with the others, for the caller to
 * refuse with what it finds itself. @throws AppError import-rejected when it is no such file at all
 */
export const readCsvFile = <S extends z.ZodType>(
  text: string,
  { name, line: schema, required }: CsvFile<S>,
): { readonly lines: readonly Numbered<z.output<S>>[]; readonly errors: readonly LineError[] } => {
  refuseDamaged(text);
  const raw = readRaw(text);
  requireColumns(raw, required);
  const parsed = raw.map(({ record, info }) => ({ line: info.lines, ...schema.safeParse(record) }));
  return {
    lines: parsed.flatMap(p => (p.success ? [{ line: p.line, value: p.data }] : [])),
    errors: parsed.flatMap(p => (p.success ? [] : lineErrors(p.line, p.error.issues, name))),
  };
};

/** Lines that name again what an earlier one named. */
export const repeatsOf = <T>(
  lines: readonly Numbered<T>[],
  field: string,
  keyOf: (value: T) => readonly unknown[],
): LineError[] => {
  const seen = new Map<string, number>();
  return lines.flatMap(({ line, value }) => {
    const key = JSON.stringify(keyOf(value));
    const earlier = seen.get(key);
    seen.set(key, earlier ?? line);
    return earlier === undefined ? [] : [{ line, field, message: `repeats line ${earlier}: remove one` }];
  });
};
