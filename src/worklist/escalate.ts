import { z } from 'zod';
import { refuseBlindReceiver } from '../accounts/receiver.ts';
import { actorName } from '../domain/actor.ts';
import { escalationRoles } from '../domain/contact.ts';
import { personName } from './assign.ts';
import { onOpenItem, seenVersion } from './deed.ts';
import { addNotes } from './note-row.ts';
import type { VerbDeps } from './verb.ts';

export const escalateInput = z.strictObject({
  to: z.union([z.strictObject({ role: z.enum(escalationRoles) }), z.strictObject({ person: personName })]),
  why: z.string().trim().min(1, 'must not be empty').max(1_000),
  version: seenVersion,
});
export type EscalateInput = z.infer<typeof escalateInput>;

const addressee = (to: EscalateInput['to']): string =>
  'role' in to ? `role:${to.role}` : `person:${to.person}`;

/** Calls on a role or a person for an open item; its owner stays. @throws AppError not-found, conflict, bad-request */
export const escalate = (
  deps: VerbDeps,
  itemId: string,
  { to, why, version }: EscalateInput,
): Promise<void> =>
  onOpenItem(deps, itemId, version, async item => {
    const person = 'person' in to ? to.person : null;
    await refuseBlindReceiver(deps.store, person, [item.programId], 'to.person');
    const escalatedTo = addressee(to);
    const about = `Escalated to ${'role' in to ? to.role : to.person}`;
    return {
      verb: 'escalate',
      fields: { escalatedTo, escalatedAt: deps.at, escalatedBy: actorName(deps.actor) },
      made: await addNotes(deps, item, about, why),
      detail: { to: escalatedTo },
      tells: [{ kind: 'worklist-item.escalated' }],
    };
  });
