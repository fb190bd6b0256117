import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import { type Actor, actorName } from '../domain/actor.ts';
import type { RuleSet } from '../domain/rule-set.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { errorFields, type Log } from '../log.ts';
import { requireProposed } from '../roster/rule-set-check.ts';
import { currentRuleSet } from '../roster/rule-sets.ts';
import { proposalSchema } from '../rules/proposal.ts';
import { backtestProgram, type RunShare } from './backtest.ts';

export const backtestInput = z.strictObject({
  program: z.string().min(1),
  ...proposalSchema.shape,
  days: z.int().min(1).max(366).default(90),
});
export type BacktestInput = z.infer<typeof backtestInput>;

export type BacktestsDeps = {
  readonly store: Store;
  /** ends with an error when the signal is given */
  readonly runShares: (signal: AbortSignal) => RunShare;
  readonly clock: { readonly now: () => number };
  readonly log: Log;
  /** after a commit of which an event tells */
  readonly onChanged: () => void;
  /** of several processes one runs a back-test at a time; absent: there is one */
  readonly claim?:
    | { readonly mine: () => Promise<boolean>; readonly release: () => Promise<void> }
    | undefined;
};

/** Back-tests of the service: one at a time, in a thread of its own, each kept with its result. */
export type Backtests = {
  /** @throws AppError conflict while another one runs, bad-request, not-found */
  readonly start: (input: BacktestInput, actor: Actor) => Promise<string>;
  /** resolves when none runs */
  readonly idle: () => Promise<void>;
  /** Ends the one that runs; it counts as failed. */
  readonly stop: () => Promise<void>;
};

const interrupted = 'the service stopped while it ran: start it again';

const busy = (): AppError =>
  new AppError('conflict', 'another back-test is running', {
    remedy: 'wait until it is done: GET /api/v1/backtests',
  });

type Ended = { readonly state: 'done' | 'failed'; readonly result: Record<string, unknown> };

const endedWith = (error: unknown): Ended => {
  const why =
    error instanceof AppError ? error.message : 'it broke on the way; the log of the service says where';
  return { state: 'failed', result: { why } };
};

export const createBacktests = async (deps: BacktestsDeps): Promise<Backtests> => {
  const { store, clock, log, onChanged } = deps;
  const { db, t, write } = store;
  const stopping = new AbortController();
  const runShare = deps.runShares(stopping.signal);
  let isBusy = false;
  let running: Promise<void> = Promise.resolve();

  const told = (id: string) =>
    emit(store, { at: clock.now(), kind: 'backtest.changed', patientId: null, itemId: null, subjectId: id });

  const end = async (id: string, { state, result }: Ended): Promise<void> => {
    await write(async () => {
      await db
        .update(t.backtest)
        .set({ state, result, progress: 1, finishedAt: clock.now() })
        .where(eq(t.backtest.id, id));
      await told(id);
    });
    onChanged();
  };

  /** A share of the patients, written when it has grown by a twentieth. */
  const progressOf = (id: string) => {
    let shown = 0;
    return (done: number, of: number): void => {
      const share = of === 0 ? 1 : done / of;
      if (share - shown < 0.05) return;
      shown = share;
      write(async () => {
        await db.update(t.backtest).set({ progress: share }).where(eq(t.backtest.id, id));
        // of the end is told when the result is there
        if (share < 1) await told(id);
      }).then(onChanged, error => log.error('backtest-progress-failed', errorFields(error)));
    };
  };

  const run = async (id: string, programId: string, proposed: RuleSet, days: number): Promise<void> => {
    const asked = { store, shares: 1, runShare, onProgress: progressOf(id) };
    const ended = await backtestProgram(asked, { programId, proposed, days, at: clock.now() }).then(
      (result): Ended => ({ state: 'done', result }),
      error => {
        if (!(error instanceof AppError))
          log.error('backtest-failed', { backtestId: id, ...errorFields(error) });
        return endedWith(stopping.signal.aborted ? new AppError('not-ready', interrupted) : error);
      },
    );
    await end(id, ended);
  };

  const keep = async ({ program, days, ...proposal }: BacktestInput, actor: Actor) => {
    const at = clock.now();
    const current = await currentRuleSet({ reader: db, t }, program);
    const proposed = requireProposed(current, proposal);
    const id = newId('bkt');
    await db.insert(t.backtest).values({
      ...{ id, programId: program, proposed, days, state: 'running', progress: 0 },
      ...{ by: actorName(actor), at },
    });
    await recordAudit(store, {
      at,
      actor,
      action: 'backtest.start',
      subject: { type: 'backtest', id },
      patientId: null,
      detail: { program, days },
    });
    await told(id);
    return { id, proposed };
  };

  const { mine = async () => true, release = async () => {} } = deps.claim ?? {};
  // what ran when the service was last stopped runs no more, unless another process runs it
  if (await mine()) {
    await write(() =>
      db
        .update(t.backtest)
        .set({ state: 'failed', result: { why: interrupted }, finishedAt: clock.now() })
        .where(eq(t.backtest.state, 'running')),
    );
    await release();
  }

  return {
    start: async (input, actor) => {
      if (isBusy) throw busy();
      isBusy = true;
      const free = (): void => {
        isBusy = false;
      };
      const begin = async () => {
        if (!(await mine())) throw busy();
        return write(() => keep(input, actor));
      };
      const { id, proposed } = await begin().catch(error => {
        free();
        throw error;
      });
      onChanged();
      running = run(id, input.program, proposed, input.days)
        .catch(error => log.error('backtest-failed', errorFields(error)))
        .finally(release)
        .finally(free);
      return id;
    },
    idle: async () => {
      await running;
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
