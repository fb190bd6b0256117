import { dayMs } from '../domain/local-day.ts';
import type { LineError } from '../errors.ts';
import type { Numbered } from './csv-file.ts';
import type { EncounterLine } from './encounter-line.ts';
import type { Owned } from './import-records.ts';

/** a clock or a time zone that is off by some hours is no mistake of the file */
const futureMs = dayMs;

const inFuture = ({ line, value }: Numbered<EncounterLine>, at: number): LineError[] =>
  (['admittedAt', 'dischargedAt'] as const)
    .filter(field => (value[field] ?? 0) > at + futureMs)
    .map(field => ({ line, field, message: 'lies in the future: leave it out until it has happened' }));

const endsBeforeItBegins = ({ line, value }: Numbered<EncounterLine>): LineError[] =>
  value.dischargedAt !== undefined && value.dischargedAt < value.admittedAt
    ? [{ line, field: 'dischargedAt', message: 'is before admittedAt: check both' }]
    : [];

export const impossibleTimes = (lines: readonly Numbered<EncounterLine>[], at: number): LineError[] =>
  lines.flatMap(line => [...inFuture(line, at), ...endsBeforeItBegins(line)]);

export type Stay = { readonly admittedAt: number; readonly dischargedAt: number | null };
type KnownStay = Stay & { readonly patientId: string };
type Placed = KnownStay & { readonly line: number | null };

const placed = (known: readonly KnownStay[], lines: readonly Owned<EncounterLine>[]): Placed[] => {
  const ofFile = lines
    .filter(l => l.value.class === 'inpatient')
    .map(({ line, patientId, value }) => ({
      line,
      patientId,
      admittedAt: value.admittedAt,
      dischargedAt: value.dischargedAt ?? null,
    }));
  const stated = new Set(ofFile.map(s => `${s.patientId} ${s.admittedAt}`));
  const left = known.filter(s => !stated.has(`${s.patientId} ${s.admittedAt}`));
  return [...ofFile, ...left.map(s => ({ ...s, line: null }))].sort((a, b) => a.admittedAt - b.admittedAt);
};

const overlapError = (a: Placed, b: Placed): LineError => {
  const [line, other] = b.line === null ? [a.line, b.line] : [b.line, a.line];
  const message =
    other === null
      ? 'overlaps a stay imported before: send that stay again with its dischargedAt, or check both'
      : `overlaps the stay of line ${other}: check both`;
  return { line: line ?? 1, field: 'admittedAt', message };
};

/** Nobody is admitted twice at once: each inpatient stay of a patient ends before the next begins. */
export const overlappingStays = (
  known: readonly KnownStay[],
  lines: readonly Owned<EncounterLine>[],
): LineError[] =>
  [...Map.groupBy(placed(known, lines), s => s.patientId).values()].flatMap(stays =>
    stays.slice(1).flatMap((stay, i) => {
      const before = stays[i] as Placed;
      const isClear = before.dischargedAt !== null && before.dischargedAt <= stay.admittedAt;
      const concernsFile = before.line !== null || stay.line !== null;
      return isClear || !concernsFile ? [] : [overlapError(before, stay)];
    }),
  );
