/** What a process does; all of it unless told. */
export const roles = ['ingest', 'evaluate', 'score', 'forward', 'api'] as const;
export type ProcessRole = (typeof roles)[number];

export const isRole = (text: string): text is ProcessRole => (roles as readonly string[]).includes(text);

/** The roles named, or null when one is none. */
export const rolesIn = (text: string): readonly ProcessRole[] | null => {
  const named = text.split(',').map(role => role.trim());
  return named.length > 0 && named.every(isRole) ? [...new Set(named)] : null;
};
