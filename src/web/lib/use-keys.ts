import { useEffect, useRef } from 'react';

export type KeyMap = Readonly<Record<string, () => void>>;

/** The tick of a line takes only the space bar: it is clicked to choose a line, and the next key is for the list. */
const takesKeys = 'input:not(li[data-line] input), textarea, select, .select-button';

const isField = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches(takesKeys));

/** A dialog, a menu or a list of choices has the keyboard. */
const isModal = (): boolean => document.querySelector('.veil, .popover') !== null;

/** Single keys for the whole page; none inside a field (where Esc only leaves it), in a dialog, or with a modifier. */
export const useKeys = (keys: KeyMap): void => {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isModal()) return;
      if (isField(event.target)) {
        if (event.key === 'Escape') event.target.blur();
        return;
      }
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
};
