import { type KeepDeps, keepGroup } from './keep-group.ts';
import type { Outcome } from './outcome.ts';
import type { Inbound } from './understand.ts';

/** Resolves once the message is durable; rejects when it could not be stored, and then it must not be acknowledged. */
export type Ingest = (message: Inbound) => Promise<Outcome>;

export type IngestDeps = KeepDeps & {
  /** a message is answered after it */
  readonly durable: () => Promise<void>;
  /** an instant of this process's clock by that of all processes; absent: there are no others */
  readonly sharedTime?: ((at: number) => number) | undefined;
};

type Waiting = {
  readonly message: Inbound;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
};

/** Messages in one commit, so few that nothing else waits long: one sync serves all that arrived while the last one ran. */
const groupSize = 250;

/** A group that is committed; `synced` resolves once its messages are answered, which they are when it is durable. */
type Committed = { readonly synced: Promise<void> };

const answer = (group: readonly Waiting[], outcomes: readonly Outcome[]): void => {
  group.forEach(({ resolve }, i) => {
    resolve(outcomes[i] as Outcome);
  });
};

const refuse = (group: readonly Waiting[], error: unknown): void => {
  for (const { reject } of group) reject(error);
};

/**
 * PostgreSQL finds fault with what is to be written (class 22: a text it cannot hold; 54: nested too deeply), and will
 * again. Any other failure may pass: the message is not acknowledged, and comes again.
 */
const isOfTheValue = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^(22|54)[0-9A-Z]{3}$/.test(error.code);

const committing = (deps: IngestDeps) => {
  const keep = keepGroup(deps);

  /** a store that is away fails each of a thousand as it failed all of them */
  const takesAnything = (): Promise<boolean> => deps.writeUnsynced(() => true).catch(() => false);

  const commit = async (group: readonly Waiting[], how: 'read' | 'record' = 'read'): Promise<Committed> => {
    try {
      const messages = group.map(w => w.message);
      const outcomes = await keep(messages, how);
      const synced = deps.durable().then(
        () => answer(group, outcomes),
        error => refuse(group, error),
      );
      return { synced };
    } catch (error) {
      return commitApart(group, how, error);
    }
  };

  // one message that the store cannot bear must not hold up its neighbours, nor come again for ever
  const commitApart = async (
    group: readonly Waiting[],
    how: 'read' | 'record',
    error: unknown,
  ): Promise<Committed> => {
    const apart: Committed[] = [];
    const isAlone = group.length === 1;
    const mayTry = isAlone ? how === 'read' && isOfTheValue(error) : true;
    if (mayTry && (await takesAnything()))
      for (const one of group) apart.push(await commit([one], isAlone ? 'record' : how));
    else refuse(group, error);
    return { synced: Promise.all(apart.map(({ synced }) => synced)).then(() => undefined) };
  };
  return commit;
};

/** What came just now, by the clock of all; what is replayed came when it did. */
const inSharedTime = (message: Inbound, { sharedTime }: IngestDeps): Inbound => {
  if (message.replayOf || !sharedTime) return message;
  const receivedAt = sharedTime(message.receivedAt);
  return receivedAt === message.receivedAt ? message : { ...message, receivedAt };
};

export type IngestQueue = Ingest & {
  /** how many messages came and are in no group yet */
  readonly waiting: () => number;
};

export const createIngest = (deps: IngestDeps): IngestQueue => {
  const commit = committing(deps);
  let waiting: Waiting[] = [];
  let running = false;

  // in order of arrival; while one group is synced, the next is written, and no other
  const run = async (): Promise<void> => {
    let before: Committed | null = null;
    while (waiting.length > 0) {
      const group = waiting.slice(0, groupSize);
      waiting = waiting.slice(groupSize);
      const committed = await commit(group);
      await before?.synced;
      before = committed;
      await new Promise(setImmediate);
    }
    running = false;
  };

  const take: Ingest = message =>
    new Promise((resolve, reject) => {
      waiting.push({ message: inSharedTime(message, deps), resolve, reject });
      if (running) return;
      running = true;
      setImmediate(() => void run());
    });
  return Object.assign(take, { waiting: () => waiting.length });
};
