import { z } from 'zod';
import { providerDecisions, type RequestEnd } from '../domain/provider-request.ts';
import { AppError } from '../errors.ts';
import { onOpenItem, seenVersion } from './deed.ts';
import { addNotes } from './note-row.ts';
import { endRequest, openRequest } from './provider-request-row.ts';
import type { VerbDeps } from './verb.ts';

export const providerAnsweredInput = z.strictObject({
  answer: z.string().trim().max(4_000).optional(),
  /** `withdrawn`: an answer is not needed any more; without one only that she answered is kept */
  decision: z.enum([...providerDecisions, 'withdrawn']).optional(),
  version: seenVersion,
});
export type ProviderAnsweredInput = z.infer<typeof providerAnsweredInput>;

/**
 * Ends the wait for the provider: a case manager writes down what she was told, or that it is not needed any more.
 * @throws AppError not-found, conflict, not-allowed-now when nothing was asked
 */
export const providerAnswered = (
  deps: VerbDeps,
  itemId: string,
  {
    answer,
    decision = 'answered',
    version,
  }: Omit<ProviderAnsweredInput, 'decision'> & {
    readonly decision?: RequestEnd | undefined;
  },
): Promise<void> =>
  onOpenItem(deps, itemId, version, async item => {
    if (item.awaitingProviderSince === null) {
      throw new AppError('not-allowed-now', 'this item does not wait for the provider', {
        field: 'awaitingProviderSince',
        remedy: 'write what the provider said as a note',
      });
    }
    const request = await openRequest(deps, item.id);
    if (request) await endRequest(deps, request, decision, answer || null);
    const about = decision === 'withdrawn' ? 'No longer asked of the provider' : 'The provider answered';
    return {
      verb: 'provider-answered',
      fields: { awaitingProviderSince: null, awaitingProviderFor: null },
      made: await addNotes(deps, item, about, answer),
      endedRequests: request ? [request.id] : [],
      detail: { ...(request ? { requestId: request.id } : {}), decision },
      tells: request ? [{ kind: 'provider-request.changed', subjectId: request.id }] : [],
    };
  });
