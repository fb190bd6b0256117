import type { KeyboardEvent } from 'react';
import type { Row } from './model.ts';
import { moved, type Span, zoomed } from './span.ts';

const closer = 0.5;
const farther = 2;
const aPart = 0.25;

type Zooming = { readonly whole: Span; readonly span: Span; readonly onSpan: (span: Span) => void };

type Reading = {
  readonly rows: readonly Row[];
  readonly pointed: Row | null;
  readonly onPoint: (row: Row) => void;
};

/** The reading that a key leads to; null where the key leads nowhere. */
const readingBy = (key: string, { rows, pointed }: Reading): Row | null => {
  const at = pointed === null ? rows.length : rows.indexOf(pointed);
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: Math.max(at - 1, 0),
    ArrowRight: Math.min(at + 1, rows.length - 1),
    Home: 0,
    End: rows.length - 1,
  };
  return rows[steps[key] ?? -1] ?? null;
};

/** The span that a key leads to, around the reading that is pointed at. */
const spanBy = (event: KeyboardEvent, { whole, span }: Zooming, pointed: Row | null): Span | null => {
  const { key, shiftKey } = event;
  if (key === '+' || key === '=') return zoomed(whole, span, closer, pointed?.at);
  if (key === '-' || key === '−') return zoomed(whole, span, farther, pointed?.at);
  if (key === '0') return whole;
  if (shiftKey && key === 'ArrowLeft') return moved(whole, span, -aPart);
  if (shiftKey && key === 'ArrowRight') return moved(whole, span, aPart);
  return null;
};

/** What the keys of a chart do; other keys go on to the page. */
export const onChartKey = (event: KeyboardEvent, reading: Reading, zooming: Zooming | null): void => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const span = zooming && spanBy(event, zooming, reading.pointed);
  const row = span || event.shiftKey ? null : readingBy(event.key, reading);
  if (!span && !row) return;
  event.preventDefault();
  event.stopPropagation();
  if (span) zooming.onSpan(span);
  if (row) reading.onPoint(row);
};
