import { useEffect, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { ToastRegion } from '../kit/toast.tsx';
import { wallClock } from '../lib/clock.ts';
import { fullName } from '../list/line.tsx';
import { text } from '../strings.ts';
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

/** The last deed and the seconds in which it can be taken back, also when its line has left the list. */
export const UndoToast = ({ verbs }: { verbs: Verbs }) => {
  const { undoable, undo, dropUndo, busy } = verbs;
  const left = useSecondsLeft(undoable, dropUndo);
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
    </ToastRegion>
  );
};
