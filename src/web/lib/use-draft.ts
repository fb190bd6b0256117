import { useState } from 'react';

const drafts = new Map<string, unknown>();

/** State that outlives its component, so that moving to another patient loses no half-written text. */
export const useDraft = <T>(key: string, initial: T): [T, (value: T) => void, () => void] => {
  const [value, setValue] = useState(() => (drafts.has(key) ? (drafts.get(key) as T) : initial));
  const keep = (next: T) => {
    drafts.set(key, next);
    setValue(next);
  };
  return [value, keep, () => drafts.delete(key)];
};
