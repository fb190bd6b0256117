import { isoDay, localDay } from '../domain/local-day.ts';
import type { LineError } from '../errors.ts';
import { type Numbered, readCsvFile, refuseErrors, repeatsOf } from './csv-file.ts';
import { patientColumns, type RosterLine, requiredColumns, rosterLine } from './roster-line.ts';

export type NumberedLine = Numbered<RosterLine>;

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

const oldestYears = 120;

const impossibleBirthDates = (lines: readonly NumberedLine[], at: number): LineError[] =>
  lines.flatMap(({ line, value }) => {
    const today = isoDay(localDay(at, value.timeZone));
    const oldest = `${Number(today.slice(0, 4)) - oldestYears}${today.slice(4)}`;
    if (value.birthDate > today)
      return [{ line, field: 'birthDate', message: 'lies in the future: check the year' }];
    if (value.birthDate < oldest)
      return [{ line, field: 'birthDate', message: `is more than ${oldestYears} years ago: check the year` }];
    return [];
  });

/**
 * Parses a roster file whole. @throws AppError import-rejected listing every wrong line with its field and remedy
 */
export const parseRoster = (
  text: string,
  programs: readonly string[],
  at: number,
): readonly NumberedLine[] => {
  const { lines, errors } = readCsvFile(text, {
    name: 'roster file',
    line: rosterLine,
    required: requiredColumns,
  });
  refuseErrors([
    ...errors,
    ...unknownPrograms(lines, programs),
    ...disagreements(lines),
    ...impossibleBirthDates(lines, at),
    ...repeatsOf(lines, 'device', v => [v.patient, v.device, v.kind, v.slot, v.from]),
  ]);
  return lines;
};
