import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react';

const lineOf = (box: HTMLElement, id: string | null): HTMLElement | null =>
  id === null ? null : box.querySelector<HTMLElement>(`[data-line="${CSS.escape(id)}"]`);

/**
 * When the server's order changes, the line under the nurse's cursor keeps its place on the screen and its focus;
 * a line that left the list hands its focus to nobody, so that no key acts on another patient. What is returned holds it
 * again, for when lines above it have got their true height.
 */
export const useSteady = (
  box: RefObject<HTMLElement | null>,
  cursor: string | null,
  items: unknown,
): (() => void) => {
  const seen = useRef<{ id: string; top: number; hadFocus: boolean } | null>(null);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const remember = () => {
      const line = lineOf(element, cursor);
      seen.current =
        line && cursor !== null
          ? {
              id: cursor,
              top: line.getBoundingClientRect().top,
              hadFocus: line.contains(document.activeElement),
            }
          : null;
    };
    remember();
    const events = ['focusin', 'focusout'] as const;
    const later = () => window.setTimeout(remember);
    // before the lines that scroll into sight are rendered
    element.addEventListener('scroll', remember, { capture: true });
    for (const event of events) element.addEventListener(event, later);
    return () => {
      element.removeEventListener('scroll', remember, { capture: true });
      for (const event of events) element.removeEventListener(event, later);
    };
  }, [box, cursor]);

  const hold = useCallback(() => {
    const element = box.current;
    const before = seen.current;
    if (!element || !before) return;
    const line = lineOf(element, before.id);
    if (!line) return;
    element.scrollTop += line.getBoundingClientRect().top - before.top;
    if (before.hadFocus && document.activeElement === document.body) {
      line.querySelector('button')?.focus({ preventScroll: true });
    }
  }, [box]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the lines shown have changed
  useLayoutEffect(hold, [items]);
  return hold;
};
