import { and, eq, isNull, sql } from 'drizzle-orm';
import { riskCohort } from '../alerts/sources.ts';
import type { Store } from '../db/open.ts';
import { newId } from '../ids.ts';
import { type CohortProgram, tellOfCohort } from './cohort-alert.ts';
import { changeCohort, type Ranked } from './rank.ts';

/** Patients in one transaction: few enough that nobody waits long for the writer. */
const patientsAtOnce = 16;

/** The program a patient is in now. */
export type ProgramOf = (patientId: string) => CohortProgram | undefined;

export type RankedProgram = { readonly program: CohortProgram; readonly ranked: readonly Ranked[] };

type Settling = {
  readonly patientId: string;
  readonly program: CohortProgram;
  /** null: not in the cohort */
  readonly place: Ranked | null;
  readonly becomes: 'member' | 'former' | null;
};

type Settlings = { readonly leaving: readonly Settling[]; readonly within: readonly Settling[] };

const settlingsOf = (
  { program, ranked }: RankedProgram,
  members: ReadonlySet<string>,
  programOf: ProgramOf,
): Settlings => {
  const { enters, stays, leaves } = changeCohort(ranked, members);
  const places = new Map(ranked.map(r => [r.patientId, r]));
  const within = (patientIds: readonly string[], becomes: Settling['becomes']) =>
    patientIds.map(patientId => ({ patientId, program, place: places.get(patientId) ?? null, becomes }));
  return {
    leaving: leaves.map(patientId => ({
      patientId,
      program: programOf(patientId) ?? program,
      place: null,
      becomes: 'former',
    })),
    within: [...within(stays, null), ...within(enters, 'member')],
  };
};

const settleOne = (store: Store, at: number) => {
  const { db, t } = store;
  const tell = tellOfCohort(store);
  return async ({ patientId, program, place, becomes }: Settling): Promise<boolean> => {
    if (becomes === 'former') {
      await db
        .update(t.cohort)
        .set({ leftAt: at })
        .where(and(eq(t.cohort.patientId, patientId), isNull(t.cohort.leftAt)));
    }
    if (becomes === 'member' && place) {
      const entered = { enteredAt: at, enteredRank: place.rank };
      await db.insert(t.cohort).values({ id: newId('coh'), patientId, programId: program.id, ...entered });
    }
    return tell(patientId, program, place, at);
  };
};

const loadMembers = async ({ reader, t }: Store): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const rows = await reader.select().from(t.cohort).where(isNull(t.cohort.leftAt));
  const byProgram = Map.groupBy(rows, row => row.programId);
  return new Map([...byProgram].map(([programId, of]) => [programId, new Set(of.map(m => m.patientId))]));
};

/** Patients with a standing risk alert although they are in no cohort: none, unless somebody meddled. */
const loadStrays = async (
  { reader, t }: Store,
  settled: ReadonlySet<string>,
  programOf: ProgramOf,
): Promise<readonly Settling[]> => {
  const rows = await reader
    .select({ patientId: t.alert.patientId })
    .from(t.alert)
    // literal, so that the index of standing alerts serves it
    .where(and(sql`${t.alert.state} <> 'ended'`, eq(t.alert.ruleId, riskCohort.id)));
  return rows.flatMap(({ patientId }) => {
    const program = programOf(patientId);
    return program && !settled.has(patientId) ? [{ patientId, program, place: null, becomes: null }] : [];
  });
};

/**
 * Lets patients enter and leave the cohorts of all programs, and tells of it; true when the worklist may differ.
 * Who changed programs leaves one cohort before entering another.
 */
export const settleCohorts = async (
  store: Store,
  programs: readonly RankedProgram[],
  programOf: ProgramOf,
  at: number,
): Promise<boolean> => {
  const members = await loadMembers(store);
  const settlings = programs.map(one =>
    settlingsOf(one, members.get(one.program.id) ?? new Set(), programOf),
  );
  const all = [...settlings.flatMap(s => s.leaving), ...settlings.flatMap(s => s.within)];
  const strays = await loadStrays(store, new Set(all.map(s => s.patientId)), programOf);
  const settle = settleOne(store, at);
  const due = [...all, ...strays];
  let altered = false;
  for (let first = 0; first < due.length; first += patientsAtOnce) {
    const some = due.slice(first, first + patientsAtOnce);
    const told = await store.write(async () => {
      const outcomes: boolean[] = [];
      for (const one of some) outcomes.push(await settle(one));
      return outcomes.includes(true);
    });
    altered ||= told;
    await new Promise(setImmediate);
  }
  return altered;
};
