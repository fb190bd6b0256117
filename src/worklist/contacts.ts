import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ContactBody } from '../contract/worklist.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from '../db/open.ts';
import { contactBody } from './bodies.ts';

const cursorSchema = z.tuple([z.literal('contacts'), z.number(), z.string()]);

/** Attempts to reach a patient or somebody about her, newest first. `patientId` is an opaque id. */
export const listContacts = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  patientId: string,
  { limit, cursor: text }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ items: ContactBody[]; next: string | null }> => {
  const { at, id } = t.contact;
  const cursor = text === undefined ? null : decodeCursor(text, cursorSchema);
  const rows = await reader
    .select()
    .from(t.contact)
    .where(
      and(
        eq(t.contact.patientId, patientId),
        cursor ? sql`(${at}, ${id}) < (${cursor[1]}, ${cursor[2]})` : undefined,
      ),
    )
    .orderBy(desc(at), desc(id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = rows.length > limit && last ? encodeCursor(['contacts', last.at, last.id]) : null;
  return { items: page.map(contactBody), next };
};
