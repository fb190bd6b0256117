import { desc } from 'drizzle-orm';
import { type Clock, daily } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Store } from './open.ts';

type Deps = {
  readonly store: Pick<Store, 'reader' | 't' | 'durable'>;
  readonly clock: Clock;
  readonly log: Log;
};

/** Writes the ids and hashes of the latest change and the latest seal of reads to the log. */
const noteHeads = async ({ store: { reader, t, durable }, log }: Deps): Promise<void> => {
  const heads = [t.auditLog, t.accessSeal].map(table =>
    reader.select({ id: table.id, hash: table.hash }).from(table).orderBy(desc(table.id)).limit(1),
  );
  const [[change], [seal]] = (await Promise.all(heads)) as [Head[], Head[]];
  // what the log says stays true after a power failure
  await durable();
  log.info('audit-heads', {
    changeId: change?.id ?? null,
    changeHash: change?.hash ?? null,
    sealId: seal?.id ?? null,
    sealHash: seal?.hash ?? null,
  });
};

type Head = { readonly id: number; readonly hash: string | null };

/**
 * Notes the heads of the audit in the log daily, and when stopped: kept apart from the store, they show later
 * that nothing they cover was replaced.
 */
export const keepHeadsNoted = (deps: Deps): (() => Promise<void>) => {
  const stop = daily(deps.clock, () => noteHeads(deps));
  return () => {
    stop();
    return noteHeads(deps);
  };
};
