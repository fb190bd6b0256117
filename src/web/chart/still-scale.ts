import { localDay, startOfLocalDay } from '../../domain/local-day.ts';
import { safeZone } from '../lib/times.ts';
import type { LimitLine } from './limit-lines.ts';
import type { ChartModel } from './model.ts';

/** The picture, in its own units: the frame of the values, and room for words around it. */
export const frame = { width: 560, height: 190, left: 40, right: 466, top: 8, bottom: 168 } as const;
const afterNow = 0.02;
const labelStep = 11;
const gapMs = 3 * 86_400_000;

export type Scale = { readonly x: (at: number) => number; readonly y: (value: number) => number };

export const scaleOf = ({ from, to, low, high }: ChartModel): Scale => {
  const span = (to - from) * (1 + afterNow);
  const held = (value: number) => Math.min(high, Math.max(low, value));
  return {
    x: at => frame.left + ((at - from) / span) * (frame.right - frame.left),
    y: value => frame.bottom - ((held(value) - low) / (high - low)) * (frame.bottom - frame.top),
  };
};

/** A round number of steps between the ends. */
export const ticksOf = (low: number, high: number): number[] => {
  const size = 10 ** Math.floor(Math.log10((high - low) / 4));
  const step = [1, 2, 5, 10].map(times => times * size).find(each => (high - low) / each <= 6) ?? 10 * size;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, index) => (first + index) * step);
};

/** The beginning of every other local day. */
export const daysOf = ({ from, to, timeZone }: ChartModel): number[] => {
  const zone = safeZone(timeZone);
  const first = localDay(from, zone) + 1;
  const count = Math.floor((localDay(to, zone) - first) / 2) + 1;
  return Array.from({ length: Math.max(count, 0) }, (_, index) => startOfLocalDay(first + 2 * index, zone));
};

/** `M… L…` through the means of a series; it breaks in gaps of more than three days. */
export const pathOf = ({ sessions, from }: ChartModel, index: number, { x, y }: Scale): string => {
  let before: number | null = null;
  let path = '';
  for (const { at, values } of sessions) {
    const value = values[index];
    if (at < from || value === undefined) continue;
    path += `${before === null || at - before > gapMs ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    before = at;
  }
  return path;
};

/** Where the labels of limits stand: beside their lines, pushed apart where those lie close together. */
export const labelsOf = (limits: readonly LimitLine[], { y }: Scale): { label: string; y: number }[] => {
  let below = frame.bottom + labelStep;
  return limits
    .map(({ label, value }) => ({ label, y: y(value) }))
    .sort((a, b) => b.y - a.y)
    .map(({ label, y: wanted }) => {
      below = Math.min(wanted, below - labelStep);
      return { label, y: below };
    });
};
