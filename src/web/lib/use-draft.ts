import { useState } from 'react';
import { drafts } from './page-drafts.ts';

/** State that outlives its component, so that moving to another patient or being signed out loses no half-written text. */
export const useDraft = <T>(key: string, initial: T): [T, (value: T) => void, () => void] => {
  const [value, setValue] = useState(() => (drafts.read(key) as T | undefined) ?? initial);
  const keep = (next: T) => {
    drafts.write(key, next);
    setValue(next);
  };
  return [value, keep, () => drafts.drop(key)];
};
