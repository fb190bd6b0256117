import uPlot from 'uplot';
import { formatTime, safeZone } from '../lib/times.ts';
import { chartWords } from '../strings/panel-charts.ts';
import { type Colours, drawPoints } from './draw.ts';
import {
  drawBaseline,
  drawFlags,
  drawLimitLabels,
  drawLimits,
  drawMissed,
  drawSpans,
} from './draw-ground.ts';
import type { ChartModel, Row } from './model.ts';
import type { Pointing } from './plot-props.ts';

export const heightPx = 216;
/** the same beside every chart, so that their times stand in line */
const labelWidthPx = 92;
const overlayAxisPx = 44;
const flagsHeightPx = 18;
/** room after now, so that the latest point is whole */
const afterNow = 0.02;
const daySeconds = 86_400;
/** a shorter drag is a click */
const leastDragPx = 8;

const nearest = (rows: readonly Row[], at: number): Row | null => {
  let best: Row | null = null;
  for (const row of rows) if (!best || Math.abs(row.at - at) < Math.abs(best.at - at)) best = row;
  return best;
};

const axesOf = (model: ChartModel, colours: Colours): uPlot.Axis[] => {
  const shared = {
    stroke: colours.muted ?? '',
    font: '11px system-ui, sans-serif',
    grid: { stroke: colours.line ?? '', width: 1 },
    ticks: { stroke: colours.line ?? '', width: 1, size: 4 },
  };
  const days = [0.25, 0.5, 1, 2, 3, 5, 7, 14, 21, 28, 61, 92];
  const isShort = model.to - model.from < 3 * daySeconds * 1000;
  return [
    {
      ...shared,
      incrs: days.map(each => each * daySeconds),
      space: isShort ? 84 : 56,
      size: 26,
      values: (_, splits) =>
        splits.map(at => formatTime(at * 1000, isShort ? 'dayTime' : 'day', model.timeZone)),
    },
    { ...shared, size: 42 },
    ...(model.overlay === null
      ? []
      : [{ ...shared, scale: 'over', side: 1 as const, size: overlayAxisPx, grid: { show: false } }]),
  ];
};

const seriesOf = (model: ChartModel, colours: Colours): uPlot.Series[] => {
  const isPair = model.kind === 'blood-pressure';
  const own = (isPair ? [1, 2] : [1]).map(index => ({
    stroke: colours[`series-${index}`] ?? '',
    width: 1.5,
    points: { show: false },
  }));
  const over = {
    stroke: colours.ink ?? '',
    width: 1.5,
    dash: [5, 3],
    scale: 'over',
    points: { show: true, size: 4 },
  };
  return [{}, ...own, ...(model.overlay === null ? [] : [over])];
};

const scalesOf = ({ from, to, low, high, overlay }: ChartModel): uPlot.Scales => ({
  x: { time: true, range: [from / 1000, (to + (to - from) * afterNow) / 1000] },
  y: { range: [low, high] },
  ...(overlay === null ? {} : { over: { range: [overlay.low, overlay.high] } }),
});

const hooksOf = (model: ChartModel, colours: Colours, { onPoint, onDrag }: Pointing): uPlot.Hooks.Arrays => ({
  drawClear: [u => drawBaseline(u, model, colours), u => drawSpans(u, model, colours)],
  draw: [
    u => drawLimits(u, model, colours),
    u => drawMissed(u, model, colours),
    u => drawPoints(u, model, colours),
    u => drawFlags(u, model, colours, chartWords.letters),
    u => drawLimitLabels(u, model, colours, model.overlay === null ? 0 : overlayAxisPx),
  ],
  setCursor: [
    u => {
      const { left = -1 } = u.cursor;
      onPoint(left < 0 ? null : nearest(model.rows, u.posToVal(left, 'x') * 1000));
    },
  ],
  setSelect: [
    u => {
      const { left, width } = u.select;
      if (width === 0) return;
      u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      if (width < leastDragPx || onDrag === null) return;
      const at = (place: number) => u.posToVal(place, 'x') * 1000;
      onDrag(at(left), at(left + width));
    },
  ],
});

export const plotOptions = (
  model: ChartModel,
  colours: Colours,
  width: number,
  pointing: Pointing,
): uPlot.Options => ({
  width,
  height: heightPx,
  tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), safeZone(model.timeZone)),
  padding: [
    flagsHeightPx,
    labelWidthPx + (model.hasRoom && model.overlay === null ? overlayAxisPx : 0),
    0,
    0,
  ],
  legend: { show: false },
  cursor: {
    y: false,
    points: { show: false },
    drag: { x: pointing.onDrag !== null, y: false, setScale: false, dist: leastDragPx },
  },
  scales: scalesOf(model),
  axes: axesOf(model, colours),
  series: seriesOf(model, colours),
  hooks: hooksOf(model, colours, pointing),
});
