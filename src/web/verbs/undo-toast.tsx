import { useEffect, useRef, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { ToastRegion } from '../kit/toast.tsx';
import { wallClock } from '../lib/clock.ts';
import { fullName } from '../list/line.tsx';
import { text } from '../strings.ts';
import { type Subject, subjectKey } from './subject.ts';
import type { Undoable, Verbs } from './use-verbs.ts';

const tickMs = 250;

const useSecondsLeft = (undoable: Undoable | null, onOver: () => void): number => {
  const [at, setAt] = useState(wallClock);
  const left = undoable === null ? 0 : Math.ceil((undoable.untilAt - at) / 1000);
  const isOver = undoable !== null && left <= 0;
  useEffect(() => {
    if (undoable === null) return;
    setAt(wallClock());
    const timer = window.setInterval(() => setAt(wallClock()), tickMs);
    return () => window.clearInterval(timer);
  }, [undoable]);
  useEffect(() => {
    if (isOver && undoable.untilAt <= wallClock()) onOver();
  });
  return left;
};

type Props = {
  readonly verbs: Verbs;
  /** who is open, where a refusal is told beside what was written */
  readonly openPatientId: string | undefined;
  readonly onShow: (subject: Subject) => void;
};

/** A refusal that was told where the patient is open is told once. */
const useElsewhere = ({ refusals, dropRefusals }: Verbs, openPatientId: string | undefined) => {
  const drop = useRef(dropRefusals);
  useEffect(() => {
    drop.current = dropRefusals;
  });
  useEffect(() => {
    if (openPatientId === undefined) return;
    return () => drop.current(openPatientId);
  }, [openPatientId]);
  return refusals.filter(({ subject }) => subjectKey(subject) !== openPatientId);
};

/**
 * The last deed and the seconds in which it can be taken back, also when its line has left the list;
 * and what was refused of a patient who is not open any more.
 */
export const UndoToast = ({ verbs, openPatientId, onShow }: Props) => {
  const { undoable, undo, dropUndo, dropRefusals, busy } = verbs;
  const left = useSecondsLeft(undoable, dropUndo);
  const elsewhere = useElsewhere(verbs, openPatientId);
  return (
    <ToastRegion
      spoken={
        undoable ? text.undo.spoken(text.deeds[undoable.verb].past, fullName(undoable.item.patient)) : ''
      }
    >
      {undoable && left > 0 && (
        <div className="toast">
          <span>
            <strong>{text.deeds[undoable.verb].past}</strong> · {fullName(undoable.item.patient)}
          </span>
          <Button isDisabled={busy} onPress={undo} keys="u">
            {text.undo.undo} <kbd>u</kbd>
          </Button>
          <span className="seconds" aria-hidden="true">
            {text.undo.seconds(left)}
          </span>
        </div>
      )}
      {elsewhere.map(({ subject, problem }) => (
        <div key={subjectKey(subject)} className="toast refused-deed" role="alert">
          <span>
            <strong>{text.refused.title(fullName(subject.summary))}</strong> {problem.detail}
          </span>
          <Button onPress={() => onShow(subject)}>{text.refused.show}</Button>
          <Button onPress={() => dropRefusals(subjectKey(subject))}>{text.refused.dismiss}</Button>
        </div>
      ))}
    </ToastRegion>
  );
};
