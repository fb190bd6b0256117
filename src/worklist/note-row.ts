import { actorName } from '../domain/actor.ts';
import { newId } from '../ids.ts';
import type { ItemRow } from './rows.ts';
import type { VerbDeps } from './verb.ts';

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

/** Adds what was said with another verb as a note that says with which; returns its id, or nothing. */
export const addNotes = async (
  deps: VerbDeps,
  item: ItemRow,
  about: string,
  text: string | undefined,
): Promise<string[]> => (text ? [await addNote(deps, item, `${about}: ${text}`)] : []);
