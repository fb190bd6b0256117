import { z } from 'zod';
import { refuseBlindReceiver } from '../accounts/receiver.ts';
import { onOpenItem, seenVersion } from './deed.ts';
import type { VerbDeps } from './verb.ts';

export const personName = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(100)
  .refine(name => name.toLowerCase() !== 'system' && !/\p{C}/u.test(name), "must be a person's name");

export const assignInput = z.strictObject({
  /** null: nobody's */
  to: personName.nullable(),
  version: seenVersion,
});
export type AssignInput = z.infer<typeof assignInput>;

/** Gives an open item an owner, or none; it says nothing of who may act on it. @throws AppError not-found, conflict, bad-request */
export const assign = (deps: VerbDeps, itemId: string, { to, version }: AssignInput): Promise<void> =>
  onOpenItem(deps, itemId, version, async ({ programId }) => {
    await refuseBlindReceiver(deps.store, to, [programId], 'to');
    return { verb: 'assign', fields: { owner: to }, detail: { to } };
  });
