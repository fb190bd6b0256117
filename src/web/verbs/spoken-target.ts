import { text } from '../strings.ts';

/** `role:provider` reads as the provider, `person:Ana Ruiz` as her name. */
export const spokenTarget = (target: string): string => {
  const [kind, ...rest] = target.split(':');
  const name = rest.join(':');
  return kind === 'role' ? (text.roles[name as keyof typeof text.roles] ?? name) : name;
};
