/**
 * Who acts: a person who signed in, a machine by the name of its token, or Vigil itself. `through` names the machine
 * by which a person acts.
 */
export type Actor =
  | { readonly type: 'person'; readonly name: string; readonly through?: string }
  | { readonly type: 'machine'; readonly name: string }
  | { readonly type: 'system' };

export const actorName = (actor: Actor): string => (actor.type === 'system' ? 'system' : actor.name);

/** As the audit has it: `person:Ana Ruiz`, `person:Ana Ruiz through machine:ehr`, `machine:ehr`, `system:system`. */
export const actorText = (actor: Actor): string => {
  const through = actor.type === 'person' && actor.through ? ` through machine:${actor.through}` : '';
  return `${actor.type}:${actorName(actor)}${through}`;
};
