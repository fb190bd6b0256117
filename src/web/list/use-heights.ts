import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

/** What a line takes up before any has been measured, in px. */
const firstGuess = 56;
/** heights closer than this are the same */
const tolerance = 0.5;

const middleOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? firstGuess;

type Known = {
  /** of the box that the lines were measured in */
  readonly width: number;
  /** added to as more are measured */
  readonly of: Map<string, number>;
  /** what a line not measured yet takes up, as far as is known */
  readonly usual: number;
};

const measured = (box: HTMLElement, before: Known): Known => {
  const width = box.clientWidth;
  const old = width === before.width ? before.of : new Map<string, number>();
  const fresh = new Map<string, number>();
  for (const line of box.querySelectorAll<HTMLElement>('li[data-line]')) {
    const { height } = line.getBoundingClientRect();
    const id = line.dataset.line ?? '';
    if (Math.abs((old.get(id) ?? 0) - height) > tolerance) fresh.set(id, height);
  }
  if (fresh.size === 0) return before;
  const usual = old.size === 0 ? middleOf([...fresh.values()]) : before.usual;
  for (const [id, height] of fresh) old.set(id, height);
  return { width, of: old, usual };
};

/** The lines' heights, measured after each rendering, and anew where the box gets another width. */
export const useHeights = (box: RefObject<HTMLElement | null>): Known => {
  const [known, setKnown] = useState<Known>({ width: 0, of: new Map(), usual: firstGuess });
  const latest = useRef(known);
  const measure = useCallback(() => {
    if (!box.current) return;
    latest.current = measured(box.current, latest.current);
    setKnown(latest.current);
  }, [box]);

  useLayoutEffect(measure);
  // a list whose lines are at hand already mounts before the box around it is known
  const [isThere, setThere] = useState(false);
  useLayoutEffect(() => setThere(true), []);
  useLayoutEffect(() => {
    if (!isThere || !box.current) return;
    const watch = new ResizeObserver(() => window.requestAnimationFrame(measure));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, [box, isThere, measure]);
  return known;
};
