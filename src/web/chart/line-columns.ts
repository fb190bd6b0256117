import { dayMs } from '../../domain/local-day.ts';
import type { ChartModel } from './model.ts';
import type { Session } from './sessions.ts';

const gapMs = 3 * dayMs;

/** `undefined` where another series alone has a value: lines run on there; they break at `null`. */
type Column = (number | null | undefined)[];

const withGaps = (sessions: readonly Session[]): { at: number; values: readonly number[] | null }[] =>
  sessions.flatMap((session, index) => {
    const before = sessions[index - 1];
    const isGap = before !== undefined && session.at - before.at > gapMs;
    return [...(isGap ? [{ at: (before.at + session.at) / 2, values: null }] : []), session];
  });

/** uPlot's columns: the series of the kind, then the weights over it; lines break in gaps of more than three days. */
export const lineColumns = ({ kind, sessions, overlay }: ChartModel): [number[], ...Column[]] => {
  const seriesCount = kind === 'blood-pressure' ? 2 : 1;
  const own = withGaps(sessions).map(point => ({ ...point, over: false }));
  const over = withGaps(overlay?.sessions ?? []).map(point => ({ ...point, over: true }));
  const points = [...own, ...over].sort((a, b) => a.at - b.at);
  const valueAt = (point: (typeof points)[number], index: number, isOver: boolean) => {
    if (point.over !== isOver) return undefined;
    return point.values === null ? null : (point.values[index] ?? null);
  };
  return [
    points.map(point => point.at / 1000),
    ...Array.from({ length: seriesCount }, (_, index) => points.map(point => valueAt(point, index, false))),
    ...(overlay === null ? [] : [points.map(point => valueAt(point, 0, true))]),
  ];
};
