import type { Clock } from '../clock.ts';
import type { Store } from '../db/open.ts';
import type { Directory } from '../roster/directory.ts';
import type { Aside } from './aside.ts';
import type { Question } from './aside-worker.ts';
import { dueFirst } from './due-first.ts';
import type { Judged } from './judged.ts';
import { type Ahead, createStock, type Found, type Stock } from './judged-stock.ts';

type Deps = {
  readonly store: Pick<Store, 'readerSql'>;
  readonly directory: Pick<Directory, 'patient' | 'revision'>;
  readonly clock: Clock;
  readonly aside: Aside;
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
  /** From now on nobody is asked about. */
  readonly stop: () => void;
};

/** `answered` resolves once they are judged, or cannot be. */
export type Asked = { readonly answered: Promise<void> };

/** Patients in one question. The next is asked while no more than these are in stock. */
const atOnce = 128;

const nobody: Asked = { answered: Promise.resolve() };

/** Some who are due and on the roster, those who wait longest first. */
const choosing = ({ store, directory }: Deps) => {
  const due = dueFirst(store.readerSql);
  return async (now: number, but: readonly string[]): Promise<Question['patients']> => {
    const chosen = await due(now, atOnce, but);
    return chosen.flatMap(patientId => {
      const entry = directory.patient(patientId, now);
      return entry ? [{ patientId, entry }] : [];
    });
  };
};

const foundBy = ({ patients }: Question, revision: number, answer: readonly Judged[]): readonly Found[] => {
  const entries = new Map(patients.map(({ patientId, entry }) => [patientId, entry]));
  return answer.flatMap(judged => {
    const entry = entries.get(judged.patientId);
    return entry ? [{ revision, entry, judged }] : [];
  });
};

/** Asks one question at a time, and the next one as long as few are in stock. */
const askingInto = (stock: Stock, deps: Deps) => {
  const { directory, clock, aside } = deps;
  const choose = choosing(deps);
  let asked: readonly string[] = [];
  let asking: Promise<Asked> | null = null;
  let timesForgotten = 0;
  let stopped = false;

  const answered = async (question: Question, revision: number, then: number): Promise<void> => {
    try {
      const answer = await aside.judge(question);
      if (timesForgotten !== then) return;
      stock.add(asked, foundBy(question, revision, answer));
    } catch {
      // they are still due: whoever is asked next judges them
      return;
    } finally {
      asked = [];
      asking = null;
    }
    // whoever takes them next hears of a store that fails
    if (stock.waiting().length <= atOnce) ask().catch(() => undefined);
  };

  const begin = async (): Promise<Asked> => {
    const [now, revision, then] = [clock.now(), directory.revision(), timesForgotten];
    const patients = await choose(now, stock.unwritten());
    if (stopped || patients.length === 0) {
      asking = null;
      return nobody;
    }
    asked = patients.map(({ patientId }) => patientId);
    return { answered: answered({ patients, now }, revision, then) };
  };

  const ask = (): Promise<Asked> => {
    if (stopped || !aside.isReady()) return Promise.resolve(nobody);
    asking ??= begin().catch(error => {
      asking = null;
      throw error;
    });
    return asking;
  };

  return {
    ask,
    asked: () => asked,
    forget: (): void => {
      timesForgotten += 1;
    },
    stop: (): void => {
      stopped = true;
    },
  };
};

export const judgeAhead = (deps: Deps): JudgeAhead => {
  const stock = createStock();
  const { ask, asked, forget, stop } = askingInto(stock, deps);
  return {
    inHand: () => [...stock.waiting(), ...asked()],
    take: stock.take,
    ask,
    forget: () => {
      forget();
      stock.clear();
    },
    stop,
  };
};
