import { parse } from 'csv-parse/sync';
import { parseRoster } from '../roster/parse-roster.ts';
import { shippedPrograms } from '../roster/programs.ts';
import { type RosterLine, rosterLine } from '../roster/roster-line.ts';

/** A roster as it is judged with: its lines as text, so that each share gets its own. */
export type JudgedRoster = {
  readonly patients: ReadonlySet<string>;
  readonly held: readonly { readonly patient: string; readonly device: string }[];
  readonly behind: readonly { readonly patient: string; readonly gateway: string }[];
  /** by patient, where the first device is held only from a later instant on */
  readonly heldFrom: ReadonlyMap<string, number>;
  /** columns that the roster has and Vigil does not know; they say nothing */
  readonly ignored: readonly string[];
  /** the lines of some patients, as CSV */
  readonly of: (patients: ReadonlySet<string>) => string;
};

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows.map(r => r.map(quoted).join(',')).join('\n');

const separatorOf = (text: string): string => {
  const header = text.slice(0, text.search(/[\r\n]|$/));
  return [',', ';', '\t'].find(separator => header.includes(separator)) ?? ',';
};

const rowsOf = (text: string): string[][] =>
  parse(text, {
    bom: true,
    delimiter: separatorOf(text),
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  }) as unknown as string[][];

const heldFromOf = (lines: readonly RosterLine[]): ReadonlyMap<string, number> => {
  const first = new Map<string, number>();
  for (const { patient, from = Number.NEGATIVE_INFINITY } of lines)
    first.set(patient, Math.min(first.get(patient) ?? Number.POSITIVE_INFINITY, from));
  return new Map([...first].filter(([, from]) => Number.isFinite(from)));
};

/** Reads a roster, also one with columns of its own. @throws AppError import-rejected listing every wrong line */
export const readJudgedRoster = (text: string, at: number): JudgedRoster => {
  const [header = [], ...rows] = rowsOf(text);
  const known = header.flatMap((name, i) => (name in rosterLine.shape ? [i] : []));
  const picked = (row: readonly string[]): string[] => known.map(i => row[i] ?? '');
  const ignored = header.filter(name => !(name in rosterLine.shape));
  const lines = parseRoster(
    ignored.length === 0 ? text : csvOf([header, ...rows].map(picked)),
    shippedPrograms,
    at,
  );
  const patientColumn = header.indexOf('patient');
  return {
    patients: new Set(lines.map(l => l.value.patient)),
    held: lines.map(({ value: { patient, device } }) => ({ patient, device })),
    behind: lines.flatMap(({ value: { patient, gateway } }) => (gateway ? [{ patient, gateway }] : [])),
    heldFrom: heldFromOf(lines.map(l => l.value)),
    ignored,
    of: patients =>
      csvOf([header, ...rows.filter(row => patients.has(row[patientColumn] ?? ''))].map(picked)),
  };
};
