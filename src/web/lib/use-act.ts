import { useRef, useState } from 'react';
import { text } from '../strings.ts';
import { type Change, type Problem, send } from './api.ts';
import { spokenTimes } from './spoken-times.ts';

/** What came of the last deed; `about` names what it was done to. */
export type Outcome = { readonly about: string } & (
  | { readonly ok: true; readonly notice: string }
  | { readonly ok: false; readonly problem: Problem }
);

const sentence = (words: string): string => {
  const capital = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
};

const forIntegrators = '/docs';
/** The name of a field in front of what is wrong with it. */
const leadingField = /^[a-z][A-Za-z]*(?=: )/;
const asWords = (name: string): string => name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);

/** What a person reads of a failure: who was first and when, or what is wrong and what helps. */
const readable = (problem: Problem): Problem => {
  const { conflict, status } = problem;
  if (status === 0) return { ...problem, remedy: text.problem.notSaved };
  const detail = spokenTimes(problem.detail).replace(leadingField, asWords);
  const wasFirst = conflict !== undefined && detail.startsWith(conflict.by);
  const remedy = wasFirst ? text.panel.reloaded : problem.remedy;
  const { remedy: _, ...rest } = problem;
  return { ...rest, detail: sentence(detail), ...(remedy && !remedy.endsWith(forIntegrators) && { remedy }) };
};

type Dependencies = {
  /** what was shown may no longer be so */
  readonly onRefused: () => void;
};

type Told<T> = { readonly about: string; readonly notice: (value: T) => string };

export type Act = {
  readonly busy: boolean;
  readonly outcome: Outcome | null;
  /** the server's answer, or null when nothing is known to be saved */
  readonly act: <T>(
    change: Change,
    told: Told<T>,
    onProblem?: (problem: Problem) => void,
  ) => Promise<T | null>;
};

/** One change at a time, in the name of whoever is signed in. */
export const useAct = ({ onRefused }: Dependencies): Act => {
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const isGoing = useRef(false);
  const act: Act['act'] = async <T>(
    change: Change,
    { about, notice }: Told<T>,
    onProblem?: (problem: Problem) => void,
  ): Promise<T | null> => {
    if (isGoing.current) return null;
    isGoing.current = true;
    setBusy(true);
    setOutcome(null);
    const result = await send<T>(change);
    isGoing.current = false;
    setBusy(false);
    if (result.ok) {
      setOutcome({ about, ok: true, notice: notice(result.value) });
      return result.value;
    }
    const problem = readable(result.problem);
    setOutcome({ about, ok: false, problem });
    onProblem?.(problem);
    if (result.problem.status >= 400) onRefused();
    return null;
  };
  return { busy, outcome, act };
};
