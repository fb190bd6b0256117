import { z } from 'zod';
import { onOpenItem, seenVersion } from './deed.ts';
import { addNote } from './note-row.ts';
import type { VerbDeps } from './verb.ts';

export const noteInput = z.strictObject({
  text: z.string().trim().min(1, 'must not be empty').max(4_000),
  version: seenVersion,
});
export type NoteInput = z.infer<typeof noteInput>;

/** Writes a note on an open item; two people's notes never conflict. @throws AppError not-found, conflict */
export const note = (deps: VerbDeps, itemId: string, { text }: NoteInput): Promise<void> =>
  onOpenItem(deps, itemId, undefined, async item => {
    const noteId = await addNote(deps, item, text);
    return { verb: 'note', fields: {}, made: [noteId], detail: { noteId } };
  });
