import { useState } from 'react';
import type { WorklistItemBody } from '../../contract/worklist.ts';
import type { ActionTaken, Verdict } from '../../domain/alert.ts';
import { type Problem, post } from '../lib/api.ts';
import { wallClock } from '../lib/clock.ts';
import { formatTime } from '../lib/times.ts';
import { text } from '../strings.ts';

export type Review = { alertId: string; verdict: Verdict; action: ActionTaken; acceptUntil?: string };
export type Verb =
  | { readonly is: 'acknowledge' }
  | { readonly is: 'note'; readonly text: string }
  | { readonly is: 'close'; readonly reviews: readonly Review[]; readonly note?: string };

type Outcome = { readonly itemId: string } & (
  | { readonly ok: true; readonly notice: string }
  | { readonly ok: false; readonly problem: Problem }
);

/** What a person reads of a failure: who was first, or what is wrong and what helps. */
const readable = (problem: Problem): Problem => {
  const { conflict, status } = problem;
  if (status === 0) return { ...problem, remedy: text.problem.notSaved };
  if (!conflict) return problem;
  const detail = text.panel.conflict(conflict.by, conflict.state, formatTime(conflict.at, 'clock'));
  return { status, detail: `${detail}.`, remedy: text.panel.reloaded };
};

type Dependencies = {
  readonly actorName: string;
  readonly askActor: () => void;
  readonly onDone: (verb: Verb['is'], item: WorklistItemBody) => void;
  /** the line may no longer be what the person saw */
  readonly onRefused: () => void;
};

export type Verbs = {
  readonly busy: boolean;
  readonly outcome: Outcome | null;
  /** true when the server has it */
  readonly act: (item: WorklistItemBody, verb: Verb) => Promise<boolean>;
};

export const useVerbs = ({ actorName, askActor, onDone, onRefused }: Dependencies): Verbs => {
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  const act = async (item: WorklistItemBody, verb: Verb): Promise<boolean> => {
    if (busy) return false;
    if (actorName === '') {
      askActor();
      return false;
    }
    setBusy(true);
    setOutcome(null);
    const { is, ...details } = verb;
    const path = `worklist/${encodeURIComponent(item.id)}/${is}`;
    const result = await post<WorklistItemBody>(path, { ...details, version: item.version }, actorName);
    setBusy(false);
    if (result.ok) {
      setOutcome({
        itemId: item.id,
        ok: true,
        notice: text.panel.done[is](formatTime(wallClock(), 'clock')),
      });
      onDone(is, result.value);
      return true;
    }
    setOutcome({ itemId: item.id, ok: false, problem: readable(result.problem) });
    if (result.problem.status >= 400) onRefused();
    return false;
  };
  return { busy, outcome, act };
};
