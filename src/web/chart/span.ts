import { dayMs } from '../../domain/local-day.ts';

/** A stretch of time that the charts show. */
export type Span = { readonly from: number; readonly to: number };

const leastMs = dayMs;

/** A stretch of the wanted length inside the whole, as near as it can stand. */
const inside = (whole: Span, from: number, lengthMs: number): Span => {
  const length = Math.min(Math.max(lengthMs, leastMs), whole.to - whole.from);
  const start = Math.min(Math.max(from, whole.from), whole.to - length);
  return { from: start, to: start + length };
};

/** Closer (below 1) or farther, around an instant, which keeps its place. */
export const zoomed = (whole: Span, span: Span, factor: number, around = (span.from + span.to) / 2): Span => {
  const length = Math.max((span.to - span.from) * factor, leastMs);
  const share = (around - span.from) / (span.to - span.from);
  return inside(whole, around - length * share, length);
};

/** Earlier or later by a part of what is shown. */
export const moved = (whole: Span, span: Span, part: number): Span => {
  const length = span.to - span.from;
  return inside(whole, span.from + length * part, length);
};

/** What was dragged over, in either direction. */
export const dragged = (whole: Span, a: number, b: number): Span =>
  inside(whole, Math.min(a, b), Math.abs(a - b));

export const isWhole = (whole: Span, span: Span): boolean => span.from <= whole.from && span.to >= whole.to;
