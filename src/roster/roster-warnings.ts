import { and, inArray, isNull } from 'drizzle-orm';
import type { ImportWarning } from '../contract/ingest.ts';
import type { Store } from '../db/open.ts';
import { foldForSearch } from './fold-for-search.ts';
import type { NumberedLine } from './parse-roster.ts';

type Deps = { readonly store: Store };
type Span = { readonly fromAt: number | null; readonly untilAt: number | null };

const overlap = (a: Span, b: Span): boolean =>
  (a.fromAt ?? Number.NEGATIVE_INFINITY) < (b.untilAt ?? Number.POSITIVE_INFINITY) &&
  (b.fromAt ?? Number.NEGATIVE_INFINITY) < (a.untilAt ?? Number.POSITIVE_INFINITY);

const devicesAtOnce = 1_000;

const heldWithoutSlot = async ({ store: { db, t } }: Deps, deviceIds: readonly string[]) => {
  const held = [];
  for (let i = 0; i < deviceIds.length; i += devicesAtOnce) {
    const some = deviceIds.slice(i, i + devicesAtOnce);
    const rows = await db
      .select()
      .from(t.assignment)
      .where(and(inArray(t.assignment.deviceId, some), isNull(t.assignment.slot)));
    held.push(...rows);
  }
  return held;
};

/** Two people on one device at one time, and no slots that tell them apart. */
const sharedWithoutSlots = async (deps: Deps, lines: readonly NumberedLine[]): Promise<ImportWarning[]> => {
  const held = await heldWithoutSlot(deps, [...new Set(lines.map(l => l.value.device))]);
  const byUse = Map.groupBy(held, a => `${a.deviceId} ${a.kind}`);
  const isShared = (use: string) => {
    const users = byUse.get(use) ?? [];
    return users.some((a, i) => users.slice(i + 1).some(b => a.patientId !== b.patientId && overlap(a, b)));
  };
  const shared = new Set([...byUse.keys()].filter(isShared));
  return lines
    .filter(({ value }) => value.slot === undefined && shared.has(`${value.device} ${value.kind}`))
    .map(({ line }) => ({
      line,
      field: 'device',
      message: 'is shared without slots: give each person a slot, or be asked whose reading it is',
    }));
};

/** One name and birth date under two site ids. */
const twiceEnrolled = async (
  { store: { db, t } }: Deps,
  lines: readonly NumberedLine[],
): Promise<ImportWarning[]> => {
  const { siteId, family, given, birthDate } = t.patient;
  const rows = await db.select({ siteId, family, given, birthDate }).from(t.patient);
  const personOf = (p: { family: string; given: string; birthDate: string }) =>
    foldForSearch(JSON.stringify([p.family, p.given, p.birthDate]));
  const people = Map.groupBy(rows, personOf);
  const firstLines = new Map(lines.toReversed().map(l => [l.value.patient, l]));
  return [...firstLines.values()]
    .filter(({ value }) => (people.get(personOf(value)) ?? []).length > 1)
    .map(({ line }) => ({
      line,
      field: 'patient',
      message: 'has the name and birth date of another patient: is it the same person twice?',
    }));
};

/** What was imported but is worth a look, in the order of the file; inside the transaction that saved the lines. */
export const rosterWarnings = async (
  deps: Deps,
  lines: readonly NumberedLine[],
): Promise<ImportWarning[]> => {
  const warnings = [...(await sharedWithoutSlots(deps, lines)), ...(await twiceEnrolled(deps, lines))];
  return warnings.sort((a, b) => a.line - b.line);
};
