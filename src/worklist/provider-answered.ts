import { z } from 'zod';
import { AppError } from '../errors.ts';
import { onOpenItem, seenVersion } from './deed.ts';
import { addNotes } from './note-row.ts';
import type { VerbDeps } from './verb.ts';

export const providerAnsweredInput = z.strictObject({
  answer: z.string().trim().max(4_000).optional(),
  version: seenVersion,
});
export type ProviderAnsweredInput = z.infer<typeof providerAnsweredInput>;

/** Ends the wait for the provider. @throws AppError not-found, conflict, not-allowed-now when nothing was asked */
export const providerAnswered = (
  deps: VerbDeps,
  itemId: string,
  { answer, version }: ProviderAnsweredInput,
): Promise<void> =>
  onOpenItem(deps, itemId, version, async item => {
    if (item.awaitingProviderSince === null) {
      throw new AppError('not-allowed-now', 'this item does not wait for the provider', {
        field: 'awaitingProviderSince',
        remedy: 'write what the provider said as a note',
      });
    }
    return {
      verb: 'provider-answered',
      fields: { awaitingProviderSince: null, awaitingProviderFor: null },
      made: await addNotes(deps, item, 'The provider answered', answer),
      detail: {},
    };
  });
