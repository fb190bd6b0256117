import { and, asc, eq, isNull } from 'drizzle-orm';
import { riskCohort } from '../alerts/sources.ts';
import type { Store } from '../db/open.ts';
import { isStanding } from '../db/partial.ts';
import { newId } from '../ids.ts';
import { type CohortProgram, tellOfCohort } from './cohort-alert.ts';
import { loadMembers, type Members } from './cohort-members.ts';
import type { Cuts } from './cuts.ts';
import { mayTell } from './may-tell.ts';
import { changeCohort, type Ranked } from './rank.ts';

/** Patients in one transaction: few enough that nobody waits long for the writer. */
const patientsAtOnce = 16;

/** The program a patient is in now. */
export type ProgramOf = (patientId: string) => CohortProgram | undefined;

export type RankedProgram = {
  readonly program: CohortProgram;
  readonly ranked: readonly Ranked[];
  readonly cuts: Cuts;
  /** nobody enters the cohort by a ranking that does not settle it */
  readonly settles: boolean;
  /** members whom the ranking cannot move: they stay, and nobody is told anew */
  readonly held: ReadonlySet<string>;
};

type Settling = {
  readonly patientId: string;
  readonly program: CohortProgram;
  /** null: not in the cohort */
  readonly place: Ranked | null;
  readonly becomes: 'member' | 'former' | null;
  /** an alert may be raised if none stands */
  readonly mayRaise: boolean;
};

type Settlings = {
  readonly leaving: readonly Settling[];
  readonly within: readonly Settling[];
  readonly kept: readonly string[];
};

const settlingsOf = (
  { program, ranked, cuts, settles, held }: RankedProgram,
  { memberships, lastToldAt }: Members,
  programOf: ProgramOf,
  at: number,
): Settlings => {
  const members = memberships.get(program.id) ?? new Map<string, number | null>();
  const ids = [...members.keys()];
  const kept = ids.filter(id => held.has(id));
  const change = changeCohort(ranked, new Set(ids.filter(id => !held.has(id))), cuts);
  const { stays, leaves } = change;
  const enters = settles ? change.enters.filter(id => !held.has(id)) : [];
  const places = new Map(ranked.map(r => [r.patientId, r]));
  const within = (patientIds: readonly string[], becomes: Settling['becomes']) =>
    patientIds.map(patientId => {
      const toldAt = members.get(patientId) ?? null;
      const telling = { toldAt, lastToldAt: lastToldAt(patientId, program.id) };
      const mayRaise = mayTell(telling, program.settings.alertEveryDays, at);
      return { patientId, program, place: places.get(patientId) ?? null, becomes, mayRaise };
    });
  return {
    leaving: leaves.map(patientId => ({
      patientId,
      program: programOf(patientId) ?? program,
      place: null,
      becomes: 'former',
      mayRaise: false,
    })),
    within: [...within(stays, null), ...within(enters, 'member')],
    kept,
  };
};

const settleOne = (store: Store, at: number) => {
  const { db, t } = store;
  const tell = tellOfCohort(store);
  return async ({ patientId, program, place, becomes, mayRaise }: Settling): Promise<boolean> => {
    const membership = and(eq(t.cohort.patientId, patientId), isNull(t.cohort.leftAt));
    if (becomes === 'former') await db.update(t.cohort).set({ leftAt: at }).where(membership);
    if (becomes === 'member' && place) {
      const entered = { enteredAt: at, enteredRank: place.rank };
      await db.insert(t.cohort).values({ id: newId('coh'), patientId, programId: program.id, ...entered });
    }
    const altered = await tell(patientId, program, place, { mayRaise, at });
    if (mayRaise && place) await db.update(t.cohort).set({ toldAt: at }).where(membership);
    return altered;
  };
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
    .where(and(isStanding(t.alert), eq(t.alert.ruleId, riskCohort.id)))
    .orderBy(asc(t.alert.patientId));
  return rows.flatMap(({ patientId }) => {
    const program = programOf(patientId);
    return program && !settled.has(patientId)
      ? [{ patientId, program, place: null, becomes: null, mayRaise: false }]
      : [];
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
  const members = await loadMembers(
    store,
    programs.map(({ program }) => program),
    at,
  );
  const settlings = programs.map(one => settlingsOf(one, members, programOf, at));
  const all = [...settlings.flatMap(s => s.leaving), ...settlings.flatMap(s => s.within)];
  const settled = new Set([...all.map(s => s.patientId), ...settlings.flatMap(s => s.kept)]);
  const strays = await loadStrays(store, settled, programOf);
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
