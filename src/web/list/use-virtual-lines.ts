import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { indexAt, indexesOf, offsetsOf, type Span, spanSeen } from './line-offsets.ts';
import { showOrder } from './order.ts';
import { useHeights } from './use-heights.ts';

const beyond = 10;
const firstSpan: Span = { from: 0, to: 2 * beyond };

/** The line at the top of what is seen, and by how much it is scrolled out. */
type Anchor = { readonly id: string; readonly offset: number };

type Options = {
  readonly box: RefObject<HTMLElement | null>;
  /** in the order shown; the same array for as long as it is the same list */
  readonly ids: readonly string[];
  /** stays in the page wherever one scrolls, so that it keeps the focus */
  readonly cursor: string | null;
};

export type VirtualLines = {
  /** of the whole list, in px */
  readonly height: number;
  readonly shown: readonly { readonly index: number; readonly top: number }[];
  /** the last line that is in the page, but for the one with the cursor */
  readonly last: number;
};

/** Which lines are to be in the page; `look` finds out anew, after the box was scrolled or its lines moved. */
const useSpan = (box: RefObject<HTMLElement | null>, offsets: Float64Array) => {
  const [span, setSpan] = useState(firstSpan);
  const look = useCallback(() => {
    if (!box.current) return;
    const { scrollTop, clientHeight } = box.current;
    const next = spanSeen(offsets, scrollTop, clientHeight, beyond);
    setSpan(now => (now.from === next.from && now.to === next.to ? now : next));
  }, [box, offsets]);
  useLayoutEffect(look, [look]);
  return { span, look };
};

const anchorAt = (top: number, ids: readonly string[], offsets: Float64Array): Anchor | null => {
  const index = indexAt(offsets, top);
  const id = ids[index];
  return id === undefined ? null : { id, offset: top - (offsets[index] ?? 0) };
};

/**
 * Of a long list only what is seen, and some lines beyond. When lines come or go above what is seen and no line has the
 * cursor, what is seen stays where it is.
 */
export const useVirtualLines = ({ box, ids, cursor }: Options): VirtualLines => {
  const anchor = useRef<Anchor | null>(null);
  const heights = useHeights(box);
  const offsets = useMemo(() => offsetsOf(ids, heights.of, heights.usual), [ids, heights]);
  const { span, look } = useSpan(box, offsets);
  const cursorIndex = useMemo(() => (cursor === null ? -1 : ids.indexOf(cursor)), [ids, cursor]);

  useLayoutEffect(() => {
    const reveal = (index: number) => {
      const element = box.current;
      if (!element) return;
      const [start, end] = [offsets[index] ?? 0, offsets[index + 1] ?? 0];
      if (start < element.scrollTop) element.scrollTop = start;
      else if (end > element.scrollTop + element.clientHeight) element.scrollTop = end - element.clientHeight;
      anchor.current = anchorAt(element.scrollTop, ids, offsets);
      look();
    };
    return showOrder({ ids, reveal });
  }, [ids, box, offsets, look]);

  useLayoutEffect(() => {
    const element = box.current;
    const before = anchor.current;
    if (!element || !before || cursorIndex !== -1 || element.scrollTop === 0) return;
    const index = ids.indexOf(before.id);
    if (index === -1) return;
    element.scrollTop = (offsets[index] ?? 0) + before.offset;
    look();
  }, [ids, box, cursorIndex, offsets, look]);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const remember = () => {
      anchor.current = anchorAt(element.scrollTop, ids, offsets);
    };
    const onScroll = () => {
      remember();
      // in the frame that scrolls, and not in one after it
      flushSync(look);
    };
    remember();
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  });

  return {
    height: offsets[ids.length] ?? 0,
    shown: indexesOf(span, ids.length, cursorIndex).map(index => ({ index, top: offsets[index] ?? 0 })),
    last: Math.min(span.to, ids.length) - 1,
  };
};
