import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { showOrder } from './order.ts';

const usualHeightPx = 56;
const beyond = 12;

/** The line at the top of what is seen, and by how much it is scrolled out. */
type Anchor = { readonly id: string; readonly offset: number };

type Options = {
  readonly box: RefObject<HTMLElement | null>;
  /** in the order shown; the same array for as long as it is the same list */
  readonly ids: readonly string[];
  /** stays in the page wherever one scrolls, so that it keeps the focus */
  readonly cursor: string | null;
};

/**
 * Of a long list only what is seen, and some lines beyond. When lines come or go above what is seen and no line has the
 * cursor, what is seen stays where it is.
 */
export const useVirtualLines = ({ box, ids, cursor }: Options) => {
  const anchor = useRef<Anchor | null>(null);
  const cursorIndex = cursor === null ? -1 : ids.indexOf(cursor);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const seen = defaultRangeExtractor(range);
      if (cursorIndex === -1 || seen.includes(cursorIndex)) return seen;
      return [...seen, cursorIndex].sort((a, b) => a - b);
    },
    [cursorIndex],
  );
  // a list whose lines are at hand already mounts before the box around it is known
  const [, lookAgain] = useState(false);
  useLayoutEffect(() => lookAgain(true), []);
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => box.current,
    estimateSize: () => usualHeightPx,
    getItemKey: useCallback((index: number) => ids[index] ?? index, [ids]),
    overscan: beyond,
    rangeExtractor,
  });

  useLayoutEffect(
    () => showOrder({ ids, reveal: index => virtual.scrollToIndex(index, { align: 'auto' }) }),
    [ids, virtual],
  );

  useLayoutEffect(() => {
    const element = box.current;
    const before = anchor.current;
    if (!element || !before || cursorIndex !== -1 || element.scrollTop === 0) return;
    const start = virtual.getOffsetForIndex(ids.indexOf(before.id), 'start')?.[0];
    if (ids.includes(before.id) && start !== undefined) element.scrollTop = start + before.offset;
  }, [ids, box, cursorIndex, virtual]);

  useLayoutEffect(() => {
    const element = box.current;
    const top = virtual.getVirtualItems().find(item => item.end > (element?.scrollTop ?? 0));
    anchor.current = top ? { id: String(top.key), offset: (element?.scrollTop ?? 0) - top.start } : null;
  });

  return virtual;
};
