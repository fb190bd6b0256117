import { z } from 'zod';
import { onOpenItem, seenVersion } from './deed.ts';
import { addNotes } from './note-row.ts';
import type { VerbDeps } from './verb.ts';

export const awaitProviderInput = z.strictObject({
  what: z.string().trim().min(1, 'must not be empty').max(1_000),
  version: seenVersion,
});
export type AwaitProviderInput = z.infer<typeof awaitProviderInput>;

/**
 * Says that an open item waits for the provider, and for what. Asked again before an answer, it waits since the
 * first time. It stops nothing. @throws AppError not-found, conflict
 */
export const awaitProvider = (
  deps: VerbDeps,
  itemId: string,
  { what, version }: AwaitProviderInput,
): Promise<void> =>
  onOpenItem(deps, itemId, version, async item => ({
    verb: 'await-provider',
    fields: {
      awaitingProviderSince: item.awaitingProviderSince ?? deps.at,
      awaitingProviderFor: what,
    },
    made: await addNotes(deps, item, 'Asked the provider', what),
    detail: {},
  }));
