import { useEffect, useRef, useSyncExternalStore } from 'react';
import uPlot from 'uplot';
import { formatTime, safeZone } from '../lib/times.ts';
import { type Colours, drawLimitLabels, drawLimits, drawPoints, drawSpans, readColours } from './draw.ts';
import { type ChartModel, lineColumns, type Row } from './model.ts';

const heightPx = 200;
/** the same beside every chart, so that their times stand in line */
const labelWidthPx = 92;
/** room after now, so that the latest point is whole */
const afterNow = 0.02;
const daySeconds = 86_400;
const dark = window.matchMedia('(prefers-color-scheme: dark)');

const onTheme = (change: () => void) => {
  dark.addEventListener('change', change);
  return () => dark.removeEventListener('change', change);
};

const nearest = (rows: readonly Row[], at: number): Row | null => {
  let best: Row | null = null;
  for (const row of rows) if (!best || Math.abs(row.at - at) < Math.abs(best.at - at)) best = row;
  return best;
};

const axes = (model: ChartModel, colours: Colours): uPlot.Axis[] => {
  const shared = {
    stroke: colours.muted ?? '',
    font: '11px system-ui, sans-serif',
    grid: { stroke: colours.line ?? '', width: 1 },
    ticks: { stroke: colours.line ?? '', width: 1, size: 4 },
  };
  return [
    {
      ...shared,
      incrs: [1, 2, 3, 5, 7, 14, 21].map(days => days * daySeconds),
      space: 56,
      size: 26,
      values: (_, splits) => splits.map(at => formatTime(at * 1000, 'day', model.timeZone)),
    },
    { ...shared, size: 42 },
  ];
};

const optionsOf = (
  model: ChartModel,
  colours: Colours,
  width: number,
  onPoint: (row: Row | null) => void,
): uPlot.Options => {
  const pair = model.kind === 'blood-pressure';
  const series = (pair ? [1, 2] : [1]).map(index => ({
    stroke: colours[`series-${index}`] ?? '',
    width: 1.5,
    points: { show: false },
  }));
  return {
    width,
    height: heightPx,
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), safeZone(model.timeZone)),
    padding: [8, labelWidthPx, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false, setScale: false } },
    scales: {
      x: { time: true, range: [model.from / 1000, (model.to + (model.to - model.from) * afterNow) / 1000] },
      y: { range: [model.low, model.high] },
    },
    axes: axes(model, colours),
    series: [{}, ...series],
    ...(pair ? { bands: [{ series: [1, 2], fill: `${colours['series-1']}1c` }] } : {}),
    hooks: {
      drawClear: [u => drawSpans(u, model, colours)],
      draw: [
        u => drawLimits(u, model, colours),
        u => drawPoints(u, model, colours),
        u => drawLimitLabels(u, model, colours),
      ],
      setCursor: [
        u => {
          const { left = -1 } = u.cursor;
          onPoint(left < 0 ? null : nearest(model.rows, u.posToVal(left, 'x') * 1000));
        },
      ],
    },
  };
};

type Props = { model: ChartModel; onPoint: (row: Row | null) => void };

/** The canvas only: what it shows is also told by its figure's caption and the table of readings. */
export const Plot = ({ model, onPoint }: Props) => {
  const box = useRef<HTMLDivElement>(null);
  const isDark = useSyncExternalStore(onTheme, () => dark.matches);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours read depend on the theme
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const plot = new uPlot(
      optionsOf(model, readColours(), element.clientWidth, onPoint),
      lineColumns(model),
      element,
    );
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: heightPx }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [model, onPoint, isDark]);
  return <div className="plot" ref={box} aria-hidden="true" />;
};
