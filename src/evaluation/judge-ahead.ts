import type { Clock } from '../clock.ts';
import type { Store } from '../db/open.ts';
import type { Directory, PatientEntry } from '../roster/directory.ts';
import type { Aside } from './aside.ts';
import type { Question } from './aside-worker.ts';
import { dueFirst } from './due-first.ts';
import type { Judged } from './judged.ts';

type Deps = {
  readonly store: Pick<Store, 'readerSql'>;
  readonly directory: Pick<Directory, 'patient' | 'revision'>;
  readonly clock: Clock;
  readonly aside: Aside;
};

/** What was found as the roster was at a revision, of a patient as it was asked about. */
export type Found = { readonly revision: number; readonly entry: PatientEntry; readonly judged: Judged };

/** Some who are due, and what was found of those of them who are judged already. */
export type Ahead = {
  readonly patientIds: readonly string[];
  readonly found: readonly Found[];
};

/** Judging aside, before the transaction that will write what is found. */
export type JudgeAhead = {
  /** those asked about and not taken yet */
  readonly inHand: () => readonly string[];
  /** at most so many that have been judged; null: none yet */
  readonly take: (most: number) => Ahead | null;
  /** Has those that wait longest judged, and then others as long as few are in stock; resolves once they are in hand. */
  readonly ask: () => Promise<Asked>;
  /** What was found, or is being found, is of no use: who is due is judged later. */
  readonly forget: () => void;
};

/** `answered` resolves once they are judged, or cannot be. */
export type Asked = { readonly answered: Promise<void> };

/** Patients in one question. The next is asked while no more than these are in stock. */
const atOnce = 128;

/** Asks one question at a time. */
export const judgeAhead = ({ store, directory, clock, aside }: Deps): JudgeAhead => {
  const due = dueFirst(store.readerSql);
  /** those judged, or tried, in the order in which they fell due */
  let stock: string[] = [];
  const found = new Map<string, Found>();
  /** those taken last: they are being written */
  let taken: readonly string[] = [];
  let asked: readonly string[] = [];
  let asking: Promise<Asked> | null = null;
  let timesForgotten = 0;

  const answered = async (question: Question, revision: number, then: number): Promise<void> => {
    try {
      const answer = await aside.judge(question);
      if (timesForgotten !== then) return;
      const entries = new Map(question.patients.map(({ patientId, entry }) => [patientId, entry]));
      for (const judged of answer) {
        const entry = entries.get(judged.patientId);
        if (entry) found.set(judged.patientId, { revision, entry, judged });
      }
      stock = [...stock, ...asked];
    } catch {
      // they are still due: whoever is asked next judges them
      return;
    } finally {
      asked = [];
      asking = null;
    }
    // whoever takes them next hears of a store that fails
    if (stock.length <= atOnce) ask().catch(() => undefined);
  };

  const choose = async (now: number): Promise<Question['patients']> => {
    const chosen = await due(now, atOnce, [...taken, ...stock]);
    return chosen.flatMap(patientId => {
      const entry = directory.patient(patientId, now);
      return entry ? [{ patientId, entry }] : [];
    });
  };

  const begin = async (): Promise<Asked> => {
    const [now, revision, then] = [clock.now(), directory.revision(), timesForgotten];
    const patients = await choose(now);
    asked = patients.map(({ patientId }) => patientId);
    if (patients.length > 0) return { answered: answered({ patients, now }, revision, then) };
    asking = null;
    return { answered: Promise.resolve() };
  };

  const takeFound = (patientId: string): readonly Found[] => {
    const one = found.get(patientId);
    found.delete(patientId);
    return one ? [one] : [];
  };

  const ask = (): Promise<Asked> => {
    if (!aside.isReady()) return Promise.resolve({ answered: Promise.resolve() });
    asking ??= begin().catch(error => {
      asking = null;
      throw error;
    });
    return asking;
  };

  return {
    inHand: () => [...stock, ...asked],
    take: most => {
      taken = stock.splice(0, most);
      return taken.length > 0 ? { patientIds: taken, found: taken.flatMap(takeFound) } : null;
    },
    ask,
    forget: () => {
      timesForgotten += 1;
      stock = [];
      found.clear();
    },
  };
};
