import { z } from 'zod';
import { recordAudit } from '../db/audit.ts';
import { actorName } from '../domain/actor.ts';
import { emit } from './outbox.ts';
import { conflictWith, fetchItem, isAsSeen, updateItem, type VerbDeps } from './verb.ts';

export const acknowledgeInput = z.strictObject({ version: z.number().int().optional() });
export type AcknowledgeInput = z.infer<typeof acknowledgeInput>;

/** Takes an open item up: the actor owns it from now on. @throws AppError not-found, conflict */
export const acknowledge = (deps: VerbDeps, itemId: string, input: AcknowledgeInput): Promise<void> =>
  deps.store.write(async () => {
    const { store, actor, at } = deps;
    const item = await fetchItem(deps, itemId);
    const { acknowledgedBy, acknowledgedAt } = item;
    if (item.state === 'acknowledged' && acknowledgedBy !== null && acknowledgedAt !== null) {
      throw conflictWith(item, { by: acknowledgedBy, at: acknowledgedAt, did: 'acknowledged' });
    }
    if (!isAsSeen(item, input.version)) throw conflictWith(item);
    const by = actorName(actor);
    await updateItem(deps, item, {
      state: 'acknowledged',
      acknowledgedBy: by,
      acknowledgedAt: at,
      acknowledgedSeverity: item.severity,
      lastActor: by,
      lastActedAt: at,
    });
    await recordAudit(store, {
      at,
      actor,
      action: 'worklist-item.acknowledge',
      subject: { type: 'worklist-item', id: itemId },
      patientId: item.patientId,
      detail: { severity: item.severity },
    });
    await emit(store, { at, kind: 'worklist-item.changed', patientId: item.patientId, itemId });
  });
