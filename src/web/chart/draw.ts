import uPlot from 'uplot';
import { shown } from '../../domain/units.ts';
import type { AlertSpan, ChartModel, Look, Row } from './model.ts';

export type Colours = Readonly<Record<string, string>>;

const names = [
  'line',
  'muted',
  'limit',
  'series-1',
  'series-2',
  'critical',
  'urgent',
  'warning',
  'info',
  'surface',
];

/** The design tokens as the canvas needs them. */
export const readColours = (): Colours => {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(names.map(name => [name, style.getPropertyValue(`--${name}`).trim()]));
};

const clipped = (u: uPlot, draw: (ctx: CanvasRenderingContext2D, scale: number) => void): void => {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw(ctx, uPlot.pxRatio);
  ctx.restore();
};

const drawSpan = (u: uPlot, ctx: CanvasRenderingContext2D, px: number, span: AlertSpan, colour: string) => {
  const left = u.valToPos(span.from / 1000, 'x', true);
  const width = Math.max(u.valToPos(span.to / 1000, 'x', true) - left, 3 * px);
  ctx.fillStyle = colour;
  ctx.globalAlpha = 0.12;
  ctx.fillRect(left, u.bbox.top, width, u.bbox.height);
  ctx.globalAlpha = 1;
  ctx.fillRect(left, u.bbox.top, width, 3 * px);
};

export const drawSpans = (u: uPlot, model: ChartModel, colours: Colours): void =>
  clipped(u, (ctx, px) => {
    for (const span of model.spans) drawSpan(u, ctx, px, span, colours[span.severity] ?? '');
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
export const drawLimitLabels = (u: uPlot, model: ChartModel, colours: Colours): void => {
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
    ctx.fillText(label, bbox.left + bbox.width + 4 * px, below);
  }
  ctx.restore();
};

const alphas: Readonly<Record<Look, number>> = { good: 1, history: 0.4, suspect: 1 };

const drawPoint = (
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  px: number,
  look: Look,
  fill: string,
) => {
  ctx.globalAlpha = alphas[look];
  ctx.beginPath();
  ctx.arc(x, y, (look === 'suspect' ? 4 : 3) * px, 0, 2 * Math.PI);
  ctx.lineWidth = 1.5 * px;
  if (look === 'suspect') {
    ctx.strokeStyle = fill;
    ctx.stroke();
  } else {
    ctx.fillStyle = fill;
    ctx.fill();
  }
};

type Point = { readonly at: number; readonly value: number; readonly look: Look; readonly colour: string };

const drawEdge = (u: uPlot, ctx: CanvasRenderingContext2D, px: number, row: Row, fill: string) => {
  const x = u.valToPos(row.at / 1000, 'x', true);
  const { top, height } = u.bbox;
  ctx.globalAlpha = alphas[row.look];
  ctx.fillStyle = fill;
  ctx.font = `bold ${11 * px}px system-ui, sans-serif`;
  ctx.textAlign = 'center';
  ctx.fillText(row.edge ?? '', x, row.edge === 'HI' ? top + 14 * px : top + height - 5 * px);
};

const drawValue = (u: uPlot, ctx: CanvasRenderingContext2D, px: number, model: ChartModel, point: Point) => {
  const { at, value, look, colour } = point;
  const { top, height } = u.bbox;
  const held = Math.min(model.high, Math.max(model.low, value));
  const room = 6 * px;
  const x = u.valToPos(at / 1000, 'x', true);
  const y = Math.min(Math.max(u.valToPos(held, 'y', true), top + room), top + height - room);
  drawPoint(ctx, x, y, px, look, colour);
  if (held === value) return;
  ctx.fillStyle = colour;
  ctx.font = `${10 * px}px system-ui, sans-serif`;
  ctx.textAlign = 'left';
  ctx.fillText(`${value > held ? '↑' : '↓'} ${shown(value)}`, x + room, y + 3 * px);
};

/** Suspect values beyond the scale are held at its edge and told there, so that one cannot flatten all others. */
export const drawPoints = (u: uPlot, model: ChartModel, colours: Colours): void =>
  clipped(u, (ctx, px) => {
    for (const row of model.rows) {
      if (row.edge) drawEdge(u, ctx, px, row, colours['series-1'] ?? '');
      for (const [index, value] of row.values.entries()) {
        const colour = colours[`series-${index + 1}`] ?? '';
        drawValue(u, ctx, px, model, { at: row.at, value, look: row.look, colour });
      }
    }
    ctx.globalAlpha = 1;
  });
