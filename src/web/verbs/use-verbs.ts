import { useState } from 'react';
import type { WorklistItemBody } from '../../contract/worklist.ts';
import { wallClock } from '../lib/clock.ts';
import { formatTime } from '../lib/times.ts';
import { type Outcome, useAct } from '../lib/use-act.ts';
import { text } from '../strings.ts';
import { type Deed, type DeedName, undoChange } from './deeds.ts';
import { type Subject, subjectKey } from './subject.ts';

/** A deed that its doer can still take back, until an instant of our own clock. */
export type Undoable = { readonly item: WorklistItemBody; readonly verb: DeedName; readonly untilAt: number };

/** So long the server takes a deed back: counted from its answer, whatever its clock and ours say. */
const undoMs = 10_000;

type Dependencies = {
  readonly actorName: string;
  readonly onDone: (deed: Deed, subject: Subject, item: WorklistItemBody | null) => void;
  readonly onUndone: (item: WorklistItemBody) => void;
  readonly onRefused: () => void;
};

export type Verbs = {
  readonly busy: boolean;
  readonly outcome: Outcome | null;
  readonly undoable: Undoable | null;
  /** true when the server has it */
  readonly run: (deed: Deed, subject: Subject, body: object) => Promise<boolean>;
  readonly undo: () => void;
  readonly dropUndo: () => void;
};

const isItem = (answer: object): answer is WorklistItemBody => 'lane' in answer && 'alerts' in answer;

export const useVerbs = (dependencies: Dependencies): Verbs => {
  const { actorName, onDone, onUndone, onRefused } = dependencies;
  const { busy, outcome, act } = useAct({ onRefused });
  const [undoable, setUndoable] = useState<Undoable | null>(null);
  const timeNow = () => formatTime(wallClock(), 'clock');

  const offerUndo = (item: WorklistItemBody | null) => {
    if (!item?.undo || item.undo.by !== actorName) return setUndoable(null);
    setUndoable({ item, verb: item.undo.verb, untilAt: wallClock() + undoMs });
  };
  const run = async (deed: Deed, subject: Subject, body: object): Promise<boolean> => {
    const notice = () => text.deeds[deed.name].done(timeNow());
    const told = { about: subjectKey(subject), notice };
    const answer = await act<object>(deed.change(subject, body), told);
    if (answer === null) return false;
    const item = isItem(answer) ? answer : null;
    offerUndo(item);
    onDone(deed, subject, item);
    return true;
  };
  const undo = () => {
    if (undoable === null) return;
    const { item } = undoable;
    const told = { about: item.patient.id, notice: () => text.undo.done(timeNow()) };
    setUndoable(null);
    void act<WorklistItemBody>(undoChange(item.id), told).then(answer => answer && onUndone(answer));
  };
  return { busy, outcome, undoable, run, undo, dropUndo: () => setUndoable(null) };
};
