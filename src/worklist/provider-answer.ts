import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { recordAudit } from '../db/audit.ts';
import { emit } from '../db/outbox.ts';
import { providerDecisions } from '../domain/provider-request.ts';
import { AppError } from '../errors.ts';
import type { RequestRow } from './awaiting.ts';
import { perform } from './deed.ts';
import { addNotes } from './note-row.ts';
import { alreadyAnswered, endRequest } from './provider-request-row.ts';
import { awake } from './quiet.ts';
import { fetchItem, type VerbDeps } from './verb.ts';

export const answerInput = z
  .strictObject({
    decision: z.enum(providerDecisions),
    /** in words; needed where it is declined or changed */
    answer: z.string().trim().min(1, 'must not be empty').max(4_000).optional(),
    /** of the request as it was seen */
    version: z.number().int(),
  })
  .refine(({ decision, answer }) => decision === 'approved' || answer !== undefined, {
    path: ['answer'],
    message: 'say why, or what instead: what is declined or changed needs an answer in words',
  });
export type AnswerInput = z.infer<typeof answerInput>;

export const noSuchRequest = (): AppError =>
  new AppError('not-found', 'there is no such request', {
    field: 'id',
    remedy: 'take an id from GET /api/v1/provider-requests',
  });

/** @throws AppError not-found */
const fetchRequest = async ({ store: { db, t } }: VerbDeps, id: string): Promise<RequestRow> => {
  const [request] = await db.select().from(t.providerRequest).where(eq(t.providerRequest.id, id));
  if (request) return request;
  throw noSuchRequest();
};

const said: Readonly<Record<AnswerInput['decision'], string>> = {
  approved: 'approved',
  declined: 'declined',
  changed: 'approved otherwise than asked',
};

const noteOf = ({ decision, answer }: AnswerInput): string =>
  answer === undefined ? said[decision] : `${said[decision]}: ${answer}`;

/** An answer about an item that is closed is kept with the request alone. */
const recordAlone = async (
  { store, actor, at }: VerbDeps,
  { id, patientId, itemId }: RequestRow,
  { decision }: AnswerInput,
): Promise<void> => {
  await recordAudit(store, {
    at,
    actor,
    action: 'provider-request.answer',
    subject: { type: 'provider-request', id },
    patientId,
    detail: { itemId, decision },
  });
  await emit(store, { at, kind: 'provider-request.changed', patientId, itemId, subjectId: id });
};

/**
 * A provider answers what she was asked: the item waits no more, and says so to who has it, also where it was snoozed.
 * Another than the one who was asked may answer: her name is kept. @throws AppError not-found, conflict
 */
export const answerRequest = (deps: VerbDeps, id: string, input: AnswerInput): Promise<void> =>
  deps.store.write(async () => {
    const request = await fetchRequest(deps, id);
    const { decision, answer = null, version } = input;
    if (request.answeredAt !== null || request.version !== version) throw changedMeanwhile(request);
    const item = await fetchItem(deps, request.itemId);
    await endRequest(deps, request, decision, answer);
    if (item.state === 'closed') return recordAlone(deps, request, input);
    await perform(deps, item, {
      verb: 'provider-answered',
      fields: { awaitingProviderSince: null, awaitingProviderFor: null, ...awake },
      made: await addNotes(deps, item, 'The provider', noteOf(input)),
      endedRequests: [id],
      detail: { requestId: id, decision },
      tells: [{ kind: 'provider-request.changed', subjectId: id }],
    });
  });

const changedMeanwhile = (request: RequestRow): AppError => {
  if (request.answeredAt !== null) return alreadyAnswered(request);
  return new AppError('conflict', 'this request is not as it was seen', {
    field: 'version',
    remedy: 'load the request again and decide on what it says now',
    conflict: { by: request.askedBy, at: request.askedAt, state: 'open' },
  });
};
