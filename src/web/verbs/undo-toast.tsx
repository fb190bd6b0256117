import { useEffect, useState } from 'react';
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
    <div className="toast-place">
      <output className="visually-hidden">
        {undoable && text.undo.spoken(text.deeds[undoable.verb].past, fullName(undoable.item.patient))}
      </output>
      {undoable && left > 0 && (
        <div className="toast">
          <span>
            <strong>{text.deeds[undoable.verb].past}</strong> · {fullName(undoable.item.patient)}
          </span>
          <button type="button" disabled={busy} onClick={undo} aria-keyshortcuts="u">
            {text.undo.undo} <kbd>u</kbd>
          </button>
          <span className="seconds" aria-hidden="true">
            {text.undo.seconds(left)}
          </span>
        </div>
      )}
    </div>
  );
};
