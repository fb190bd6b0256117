import { z } from 'zod';
import { recordAudit } from '../db/audit.ts';
import { actorName } from '../domain/actor.ts';
import { addNote } from './note-row.ts';
import { emit } from './outbox.ts';
import { conflictWith, fetchItem, updateItem, type VerbDeps } from './verb.ts';

export const noteInput = z.strictObject({
  text: z.string().trim().min(1, 'must not be empty').max(4_000),
  version: z.number().int().optional(),
});
export type NoteInput = z.infer<typeof noteInput>;

/** Writes a note on an open item; two people's notes never conflict. @throws AppError not-found, conflict */
export const note = (deps: VerbDeps, itemId: string, input: NoteInput): Promise<void> =>
  deps.store.write(async () => {
    const { store, actor, at } = deps;
    const item = await fetchItem(deps, itemId);
    if (item.state === 'closed') throw conflictWith(item);
    const by = actorName(actor);
    const id = await addNote(deps, item, input.text);
    await updateItem(deps, item, { lastActor: by, lastActedAt: at });
    await recordAudit(store, {
      at,
      actor,
      action: 'worklist-item.note',
      subject: { type: 'worklist-item', id: itemId },
      patientId: item.patientId,
      detail: { noteId: id },
    });
    await emit(store, { at, kind: 'worklist-item.changed', patientId: item.patientId, itemId });
  });
