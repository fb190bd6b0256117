import uPlot from 'uplot';
import { type Colours, clipped } from './draw.ts';
import type { AlertSpan, ChartModel } from './model.ts';

const drawSpan = (u: uPlot, ctx: CanvasRenderingContext2D, px: number, span: AlertSpan, colour: string) => {
  const left = u.valToPos(span.from / 1000, 'x', true);
  const width = Math.max(u.valToPos(span.to / 1000, 'x', true) - left, 3 * px);
  ctx.fillStyle = colour;
  ctx.globalAlpha = 0.12;
  ctx.fillRect(left, u.bbox.top, width, u.bbox.height);
  ctx.globalAlpha = 1;
  ctx.fillRect(left, u.bbox.top, width, 3 * px);
};

/** The times during which alerts stood. */
export const drawSpans = (u: uPlot, model: ChartModel, colours: Colours): void =>
  clipped(u, (ctx, px) => {
    for (const span of model.spans) drawSpan(u, ctx, px, span, colours[span.severity] ?? '');
  });

/** What is usual for the person, behind everything else. */
export const drawBaseline = (u: uPlot, { baseline }: ChartModel, colours: Colours): void => {
  if (baseline === null) return;
  clipped(u, (ctx, px) => {
    const left = Math.max(u.valToPos(baseline.from / 1000, 'x', true), u.bbox.left);
    const right = u.bbox.left + u.bbox.width;
    for (const [index, { low, middle, high }] of baseline.bands.entries()) {
      const y = (value: number) => u.valToPos(value, 'y', true);
      ctx.fillStyle = colours[`series-${index + 1}`] ?? '';
      ctx.globalAlpha = 0.1;
      ctx.fillRect(left, y(high), right - left, Math.max(y(low) - y(high), px));
      ctx.globalAlpha = 0.35;
      ctx.fillRect(left, y(middle) - px / 2, right - left, px);
    }
  });
};

/** A hatched foot under each day on which a reading was due and none came. */
export const drawMissed = (u: uPlot, { missed }: ChartModel, colours: Colours): void =>
  clipped(u, (ctx, px) => {
    const foot = u.bbox.top + u.bbox.height;
    const tall = 7 * px;
    ctx.strokeStyle = colours.muted ?? '';
    ctx.lineWidth = px;
    ctx.setLineDash([]);
    for (const day of missed) {
      const left = u.valToPos(day.from / 1000, 'x', true) + px;
      const right = Math.max(u.valToPos(day.to / 1000, 'x', true) - px, left + px);
      ctx.strokeRect(left, foot - tall, right - left, tall);
      ctx.beginPath();
      ctx.moveTo(left, foot);
      ctx.lineTo(right, foot - tall);
      ctx.stroke();
    }
  });

export const drawLimits = (u: uPlot, model: ChartModel, colours: Colours): void =>
  clipped(u, (ctx, px) => {
    const { left, width } = u.bbox;
    ctx.strokeStyle = colours.limit ?? '';
    ctx.lineWidth = px;
    for (const { value, of } of model.limits) {
      const y = Math.round(u.valToPos(value, 'y', true)) + 0.5;
      ctx.setLineDash(of === 'diastolic' ? [2 * px, 3 * px] : [6 * px, 3 * px]);
      ctx.beginPath();
      ctx.moveTo(left, y);
      ctx.lineTo(left + width, y);
      ctx.stroke();
    }
  });

const labelStepPx = 11;

/** Labels stand in the margin beside their lines, pushed apart where limits lie close together. */
export const drawLimitLabels = (u: uPlot, model: ChartModel, colours: Colours, besidePx: number): void => {
  const { ctx, bbox } = u;
  const px = uPlot.pxRatio;
  const placed = model.limits
    .map(({ label, value }) => ({ label, y: u.valToPos(value, 'y', true) }))
    .sort((a, b) => b.y - a.y);
  let below = bbox.top + bbox.height + labelStepPx * px;
  ctx.save();
  ctx.font = `${10 * px}px system-ui, sans-serif`;
  ctx.fillStyle = colours.muted ?? '';
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const { label, y } of placed) {
    below = Math.min(y, below - labelStepPx * px);
    ctx.fillText(label, bbox.left + bbox.width + (4 + besidePx) * px, below);
  }
  ctx.restore();
};

const flagPx = 13;

/** Where flags would overlap, one stands for all of them and says how many. */
const gathered = (u: uPlot, { interventions }: ChartModel, letters: Readonly<Record<string, string>>) => {
  const flags: { x: number; word: string; count: number }[] = [];
  for (const { at, kind } of [...interventions].sort((a, b) => a.at - b.at)) {
    const x = u.valToPos(at / 1000, 'x', true);
    const before = flags.at(-1);
    if (before && x - before.x < (flagPx + 1) * uPlot.pxRatio) {
      before.count += 1;
      before.word = before.count > 9 ? '+' : String(before.count);
    } else flags.push({ x, word: letters[kind] ?? '', count: 1 });
  }
  return flags;
};

/** What people did stands above the frame, each with a hair line down into the values. */
export const drawFlags = (
  u: uPlot,
  model: ChartModel,
  colours: Colours,
  letters: Readonly<Record<string, string>>,
): void => {
  const { ctx, bbox } = u;
  const px = uPlot.pxRatio;
  ctx.save();
  ctx.font = `bold ${10 * px}px system-ui, sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (const { x, word } of gathered(u, model, letters)) {
    const size = flagPx * px;
    ctx.strokeStyle = colours.muted ?? '';
    ctx.lineWidth = px;
    ctx.setLineDash([px, 3 * px]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.fillStyle = colours.surface ?? '';
    ctx.fillRect(x - size / 2, bbox.top - size - px, size, size);
    ctx.strokeRect(x - size / 2, bbox.top - size - px, size, size);
    ctx.fillStyle = colours.ink ?? '';
    ctx.fillText(word, x, bbox.top - size / 2 - px / 2);
  }
  ctx.restore();
};
