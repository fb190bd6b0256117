import { actorName } from '../domain/actor.ts';
import { newId } from '../ids.ts';
import type { VerbDeps } from './verb.ts';
import type { ItemRow } from './view.ts';

/** Adds a note to an item, inside the verb's transaction; returns its id. */
export const addNote = async (
  { store, actor, at }: VerbDeps,
  item: ItemRow,
  text: string,
): Promise<string> => {
  const id = newId('nte');
  await store.db
    .insert(store.t.worklistNote)
    .values({ id, itemId: item.id, patientId: item.patientId, text, by: actorName(actor), at });
  return id;
};
