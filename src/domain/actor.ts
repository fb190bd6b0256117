/** Who acts. Until sign-in exists a person is the name given with the request. */
export type Actor = { readonly type: 'person'; readonly name: string } | { readonly type: 'system' };

export const actorName = (actor: Actor): string => (actor.type === 'person' ? actor.name : 'system');
