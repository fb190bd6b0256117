import { z } from 'zod';
import { actorName } from '../domain/actor.ts';
import { type Deed, onOpenItem, seenVersion } from './deed.ts';
import type { ItemRow } from './rows.ts';
import { conflictWith, didTo, type VerbDeps } from './verb.ts';

export const acknowledgeInput = z.strictObject({ version: seenVersion });
export type AcknowledgeInput = z.infer<typeof acknowledgeInput>;

/** What taking an item up does to it. @throws AppError conflict when somebody has it already */
export const acknowledged = (deps: VerbDeps, item: ItemRow): Deed => {
  const { acknowledgedBy, acknowledgedAt } = item;
  if (item.state === 'acknowledged' && acknowledgedBy !== null && acknowledgedAt !== null) {
    throw conflictWith(item, { by: acknowledgedBy, at: acknowledgedAt, did: didTo.acknowledge });
  }
  const by = actorName(deps.actor);
  return {
    verb: 'acknowledge',
    fields: {
      state: 'acknowledged',
      acknowledgedBy: by,
      acknowledgedAt: deps.at,
      acknowledgedSeverity: item.severity,
      owner: item.owner ?? by,
    },
    detail: { severity: item.severity },
  };
};

/** Takes an open item up; one that nobody owns is the actor's from now on. @throws AppError not-found, conflict */
export const acknowledge = (deps: VerbDeps, itemId: string, { version }: AcknowledgeInput): Promise<void> =>
  onOpenItem(deps, itemId, version, item => acknowledged(deps, item));
