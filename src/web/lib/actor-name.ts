const key = 'vigil-actor';

/** The name given in this browser tab; empty until it is. */
export const actorName = (): string => window.sessionStorage.getItem(key) ?? '';

export const keepActorName = (name: string): void => window.sessionStorage.setItem(key, name);
