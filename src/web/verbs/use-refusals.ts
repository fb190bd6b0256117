import { useState } from 'react';
import type { Problem } from '../lib/api.ts';
import { type Subject, subjectKey } from './subject.ts';

/** A deed that was shown and then taken back, and why. */
export type Refusal = { readonly subject: Subject; readonly problem: Problem };

/** The last refusal of each patient, until it is dismissed or a deed on her is taken. */
export const useRefusals = () => {
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const without = (about: string) => (now: readonly Refusal[]) =>
    now.filter(({ subject }) => subjectKey(subject) !== about);
  const refuse = (refusal: Refusal) =>
    setRefusals(now => [...without(subjectKey(refusal.subject))(now), refusal]);
  const dropRefusals = (about: string) => setRefusals(without(about));
  return { refusals, refuse, dropRefusals };
};
