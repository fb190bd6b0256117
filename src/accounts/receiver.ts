import { eq } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { AppError } from '../errors.ts';

/**
 * Work is not given to somebody who could not see it; a name that no account has is whoever calls' own matter. Inside a
 * transaction. @throws AppError bad-request naming the field
 */
export const refuseBlindReceiver = async (
  { db, t }: Pick<Store, 'db' | 't'>,
  name: string | null,
  programIds: readonly string[],
  field: string,
): Promise<void> => {
  if (name === null) return;
  const [found] = await db.select().from(t.account).where(eq(t.account.name, name));
  if (!found) return;
  if (found.disabledAt !== null)
    throw new AppError('bad-request', `${field}: the account of ${name} is disabled`, {
      field,
      remedy: 'take a name from GET /api/v1/colleagues',
    });
  const { programs } = found;
  const hidden = programs === null ? undefined : programIds.find(id => !programs.includes(id));
  if (hidden === undefined) return;
  throw new AppError('bad-request', `${field}: ${name} does not belong to the program ${hidden}`, {
    field,
    remedy: 'take a name from GET /api/v1/colleagues, or ask your admin to let her see the program',
  });
};
