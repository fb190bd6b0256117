import uPlot from 'uplot';
import { shown } from '../../domain/units.ts';
import type { ChartModel, Look, Row } from './model.ts';

export type Colours = Readonly<Record<string, string>>;

const names = [
  'line',
  'ink',
  'muted',
  'limit',
  'accent',
  'series-1',
  'series-2',
  'critical',
  'urgent',
  'warning',
  'info',
  'surface',
];

const asHex = (colour: string): string => {
  const parts = colour.match(/[\d.]+/g)?.slice(0, 3) ?? [];
  return `#${parts.map(part => Math.round(Number(part)).toString(16).padStart(2, '0')).join('')}`;
};

/** The design tokens as the canvas needs them: each as it is in the theme that is shown. */
export const readColours = (): Colours => {
  const probe = document.documentElement.appendChild(document.createElement('i'));
  const style = getComputedStyle(probe);
  const read = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return asHex(style.color);
  };
  const colours = Object.fromEntries(names.map(name => [name, read(name)]));
  probe.remove();
  return colours;
};

/** Draws inside the frame of the values only; `px` is the size of a CSS pixel. */
export const clipped = (u: uPlot, draw: (ctx: CanvasRenderingContext2D, px: number) => void): void => {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw(ctx, uPlot.pxRatio);
  ctx.restore();
};

const alphas: Readonly<Record<Look, number>> = { good: 1, history: 0.4, suspect: 1 };

type Point = {
  readonly at: number;
  readonly value: number;
  readonly look: Look;
  readonly colour: string;
  /** one of several in a session, whose mean is drawn as the point */
  readonly isPart?: boolean;
};

const drawPoint = (ctx: CanvasRenderingContext2D, x: number, y: number, px: number, point: Point) => {
  const { look, colour, isPart = false } = point;
  ctx.globalAlpha = isPart ? 0.45 : alphas[look];
  ctx.beginPath();
  ctx.arc(x, y, (look === 'suspect' ? 4 : isPart ? 1.75 : 3) * px, 0, 2 * Math.PI);
  ctx.lineWidth = 1.5 * px;
  if (look === 'suspect') {
    ctx.strokeStyle = colour;
    ctx.stroke();
  } else {
    ctx.fillStyle = colour;
    ctx.fill();
  }
};

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
  const { at, value, colour } = point;
  const { top, height } = u.bbox;
  const held = Math.min(model.high, Math.max(model.low, value));
  const room = 6 * px;
  const x = u.valToPos(at / 1000, 'x', true);
  const y = Math.min(Math.max(u.valToPos(held, 'y', true), top + room), top + height - room);
  drawPoint(ctx, x, y, px, point);
  if (held === value) return;
  ctx.fillStyle = colour;
  ctx.font = `${10 * px}px system-ui, sans-serif`;
  ctx.textAlign = 'left';
  ctx.fillText(`${value > held ? '↑' : '↓'} ${shown(value)}`, x + room, y + 3 * px);
};

/** Suspect values beyond the scale are held at its edge and told there, so that one cannot flatten all others. */
export const drawPoints = (u: uPlot, model: ChartModel, colours: Colours): void =>
  clipped(u, (ctx, px) => {
    const colourOf = (index: number) => colours[`series-${index + 1}`] ?? '';
    const sittings = model.sessions.filter(session => session.rows.length > 1);
    const parts = new Set(sittings.flatMap(session => session.rows));
    for (const row of model.rows) {
      if (row.edge) drawEdge(u, ctx, px, row, colourOf(0));
      for (const [index, value] of row.values.entries()) {
        const { at, look } = row;
        drawValue(u, ctx, px, model, { at, value, look, colour: colourOf(index), isPart: parts.has(row) });
      }
    }
    for (const { at, values } of sittings) {
      for (const [index, value] of values.entries()) {
        drawValue(u, ctx, px, model, { at, value, look: 'good', colour: colourOf(index) });
      }
    }
    ctx.globalAlpha = 1;
  });
