import { z } from 'zod';
import { refuseBlindReceiver } from '../accounts/receiver.ts';
import { providerRequestKinds } from '../domain/provider-request.ts';
import { instantAhead, isoTime } from './ahead.ts';
import { personName } from './assign.ts';
import { onOpenItem, seenVersion } from './deed.ts';
import { addNotes } from './note-row.ts';
import { addRequest, endRequest, openRequest } from './provider-request-row.ts';
import type { VerbDeps } from './verb.ts';

export const awaitProviderInput = z.strictObject({
  what: z.string().trim().min(1, 'must not be empty').max(1_000),
  kind: z.enum(providerRequestKinds).default('advice'),
  /** a person; without one any provider of the program may answer */
  provider: personName.optional(),
  /** by when an answer is needed, at most 14 days ahead; by default an hour (critical), four (urgent), or two working days */
  dueAt: isoTime.optional(),
  version: seenVersion,
});
export type AwaitProviderInput = z.infer<typeof awaitProviderInput>;

/**
 * Says that an open item waits for the provider, and for what. Asked again before an answer, what was asked before is
 * replaced, and it waits since the first time. It stops nothing. @throws AppError not-found, conflict, bad-request
 */
export const awaitProvider = (deps: VerbDeps, itemId: string, input: AwaitProviderInput): Promise<void> =>
  onOpenItem(deps, itemId, input.version, async item => {
    const { what, kind, provider = null } = input;
    const dueAt = input.dueAt === undefined ? null : instantAhead('dueAt', input.dueAt, deps.at);
    await refuseBlindReceiver(deps.store, provider, [item.programId], 'provider');
    const before = await openRequest(deps, item.id);
    if (before) await endRequest(deps, before, 'replaced', null);
    const since = item.awaitingProviderSince;
    const requestId = await addRequest(deps, item, { kind, asked: what, provider, dueAt, since });
    return {
      verb: 'await-provider',
      fields: { awaitingProviderSince: since ?? deps.at, awaitingProviderFor: what },
      made: [requestId, ...(await addNotes(deps, item, 'Asked the provider', what))],
      endedRequests: before ? [before.id] : [],
      detail: { requestId, kind, ...(before ? { replaces: before.id } : {}) },
      tells: [{ kind: 'provider-request.changed', subjectId: requestId }],
    };
  });
