import { useEffect, useRef, useState } from 'react';
import type { WorklistItemBody } from '../../contract/worklist.ts';
import { wallClock } from '../lib/clock.ts';
import { formatTime } from '../lib/times.ts';
import { type Outcome, useAct } from '../lib/use-act.ts';
import { text } from '../strings.ts';
import { type Deed, type DeedName, undoChange } from './deeds.ts';
import { guessOf } from './guess.ts';
import { ownVersions } from './own-versions.ts';
import { type Subject, subjectKey } from './subject.ts';
import type { Guesses } from './use-guesses.ts';
import { type Refusal, useRefusals } from './use-refusals.ts';

/** A deed that its doer can still take back, until an instant of our own clock. */
export type Undoable = { readonly item: WorklistItemBody; readonly verb: DeedName; readonly untilAt: number };

/** So long the server takes a deed back: counted from its answer, whatever its clock and ours say. */
const undoMs = 10_000;

type Dependencies = {
  readonly actorName: string;
  readonly guesses: Guesses;
  /** before the server is asked; only of deeds that are shown at once */
  readonly onBegun: (deed: Deed, subject: Subject) => void;
  readonly onDone: (
    deed: Deed,
    subject: Subject,
    item: WorklistItemBody | null,
    /** it was shown at once, and its form is long gone */
    wasShown: boolean,
  ) => void;
  /** what was shown at once is so no more */
  readonly onTakenBack: (deed: Deed, subject: Subject) => void;
  readonly onUndone: (item: WorklistItemBody) => void;
  readonly onRefused: () => void;
};

export type Verbs = {
  readonly busy: boolean;
  readonly outcome: Outcome | null;
  readonly undoable: Undoable | null;
  readonly refusals: readonly Refusal[];
  readonly dropRefusals: (about: string) => void;
  /** `restore` is called when nothing is known to be saved, before any form is shown again */
  readonly run: (deed: Deed, subject: Subject, body: object, restore?: () => void) => void;
  readonly undo: () => void;
  readonly dropUndo: () => void;
};

const isItem = (answer: object): answer is WorklistItemBody => 'lane' in answer && 'alerts' in answer;

/** One deed after the other, in the order in which they were done. */
const useTurn = () => {
  const last = useRef<Promise<unknown>>(Promise.resolve());
  return <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.current.then(work);
    last.current = next.catch(() => undefined);
    return next;
  };
};

/** As they were rendered last: a deed is answered on a later screen than it was begun on. */
const useLatest = <T>(value: T) => {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
};

export const useVerbs = (dependencies: Dependencies): Verbs => {
  const { actorName, guesses } = dependencies;
  const latest = useLatest(dependencies);
  const { busy, outcome, act } = useAct({ onRefused: () => latest.current.onRefused() });
  const { refusals, refuse, dropRefusals } = useRefusals();
  const [undoable, setUndoable] = useState<Undoable | null>(null);
  const [versions] = useState(ownVersions);
  const inTurn = useTurn();
  const timeNow = () => formatTime(wallClock(), 'clock');

  const offerUndo = (item: WorklistItemBody | null) => {
    if (!item?.undo || item.undo.by !== actorName) return setUndoable(null);
    setUndoable({ item, verb: item.undo.verb, untilAt: wallClock() + undoMs });
  };
  const show = (deed: Deed, subject: Subject, body: object): number | null => {
    const doer = { id: guesses.nextId(), by: actorName, at: new Date(wallClock()).toISOString() };
    const guess = guessOf(deed.name, subject.item, body, doer);
    if (guess === null) return null;
    guesses.add(guess);
    latest.current.onBegun(deed, subject);
    return guess.id;
  };
  const done = (deed: Deed, subject: Subject, answer: object, guessId: number | null) => {
    const item = isItem(answer) ? answer : null;
    if (item && subject.item) versions.note(item.id, subject.item.version, item.version);
    if (guessId !== null && item) guesses.settle(guessId, item.version);
    dropRefusals(subjectKey(subject));
    offerUndo(item);
    latest.current.onDone(deed, subject, item, guessId !== null);
  };
  const run: Verbs['run'] = (deed, subject, body, restore) => {
    const guessId = show(deed, subject, body);
    const notice = () => text.deeds[deed.name].done(timeNow());
    const told = { about: subjectKey(subject), notice };
    void inTurn(async () => {
      const answer = await act<object>(deed.change(versions.renew(subject), body), told, problem =>
        refuse({ subject, problem }),
      );
      if (answer !== null) return done(deed, subject, answer, guessId);
      restore?.();
      if (guessId === null) return;
      guesses.drop(guess => guess.id === guessId);
      latest.current.onTakenBack(deed, subject);
    });
  };
  const undo = () => {
    if (undoable === null) return;
    const { item } = undoable;
    const told = { about: item.patient.id, notice: () => text.undo.done(timeNow()) };
    setUndoable(null);
    guesses.drop(guess => guess.itemId === item.id);
    void inTurn(async () => {
      const answer = await act<WorklistItemBody>(undoChange(item.id), told);
      if (answer === null) return;
      versions.note(item.id, item.version, answer.version);
      latest.current.onUndone(answer);
    });
  };
  const dropUndo = () => setUndoable(null);
  return { busy, outcome, undoable, refusals, dropRefusals, run, undo, dropUndo };
};
