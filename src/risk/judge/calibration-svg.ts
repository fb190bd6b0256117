import type { ReliabilityBin } from './reliability.ts';

export type CalibrationSeries = { readonly name: string; readonly bins: readonly ReliabilityBin[] };

const size = { width: 560, height: 560, left: 64, right: 24, top: 64, bottom: 96 } as const;

/** Told apart without colour too: by shape and by name. */
const shapes: readonly ((x: number, y: number) => string)[] = [
  (x, y) => `<circle cx="${x}" cy="${y}" r="5"/>`,
  (x, y) => `<rect x="${x - 4.5}" y="${y - 4.5}" width="9" height="9"/>`,
  (x, y) => `<path d="M${x} ${y - 6}L${x + 6} ${y + 5}H${x - 6}Z"/>`,
];

const style = `
  svg { background: #ffffff; color: #1d2733; font: 13px system-ui, sans-serif }
  text { fill: currentColor } .title { font-size: 16px; font-weight: 600 }
  .grid { stroke: currentColor; stroke-opacity: .15 } .perfect { stroke: currentColor; stroke-opacity: .6; stroke-dasharray: 5 4 }
  .s0 { fill: #0b6e63; stroke: #0b6e63 } .s1 { fill: #b4540a; stroke: #b4540a } .s2 { fill: #6a3fb0; stroke: #6a3fb0 }
  .series text { stroke: none } .series polyline { stroke-width: 1.5; fill: none } .interval { stroke-width: 1.5; fill: none }
  @media (prefers-color-scheme: dark) {
    svg { background: #12181f; color: #e6ebf0 }
    .s0 { fill: #4fd1c0; stroke: #4fd1c0 } .s1 { fill: #f2a154; stroke: #f2a154 } .s2 { fill: #b89af0; stroke: #b89af0 }
  }`;

const round = (value: number): number => Math.round(value * 10) / 10;
const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const z = 1.96;

/** Wilson's 95 % interval of a share. */
const wilson = ({ observed, n }: ReliabilityBin): readonly [low: number, high: number] => {
  const middle = (observed + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((observed * (1 - observed)) / n + (z * z) / (4 * n * n));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
};

type Scale = {
  readonly x: (v: number) => number;
  readonly y: (v: number) => number;
  readonly ticks: readonly number[];
};

const scaleOf = (series: readonly CalibrationSeries[]): Scale => {
  const highest = Math.max(0.01, ...series.flatMap(s => s.bins.flatMap(b => [b.predicted, wilson(b)[1]])));
  const step = [0.005, 0.01, 0.02, 0.05, 0.1].find(s => highest / s <= 8) ?? 0.2;
  const steps = Math.ceil(Math.min(1, highest) / step - 1e-9);
  const most = steps * step;
  const { width, height, left, right, top, bottom } = size;
  return {
    x: v => round(left + (v / most) * (width - left - right)),
    y: v => round(height - bottom - (v / most) * (height - top - bottom)),
    ticks: Array.from({ length: steps + 1 }, (_, i) => i * step),
  };
};

const axes = ({ x, y, ticks }: Scale): string => {
  const most = ticks.at(-1) ?? 1;
  const middle = most / 2;
  return [
    ...ticks.map(
      v =>
        `<line class="grid" x1="${x(v)}" x2="${x(v)}" y1="${y(0)}" y2="${y(most)}"/><text x="${x(v)}" y="${y(0) + 18}" text-anchor="middle">${percent(v)}</text>`,
    ),
    ...ticks.map(
      v =>
        `<line class="grid" x1="${x(0)}" x2="${x(most)}" y1="${y(v)}" y2="${y(v)}"/><text x="${x(0) - 8}" y="${y(v) + 4}" text-anchor="end">${percent(v)}</text>`,
    ),
    `<line class="perfect" x1="${x(0)}" y1="${y(0)}" x2="${x(most)}" y2="${y(most)}"><title>predicted as observed</title></line>`,
    `<text x="${x(middle)}" y="${y(0) + 40}" text-anchor="middle">predicted</text>`,
    `<text transform="translate(16 ${y(middle)}) rotate(-90)" text-anchor="middle">observed</text>`,
  ].join('\n');
};

const mark = ({ x, y }: Scale, bin: ReliabilityBin, shape: (x: number, y: number) => string): string => {
  const [low, high] = wilson(bin);
  const told = `${percent(bin.predicted)} predicted, ${percent(bin.observed)} observed, n ${Math.round(bin.n)}`;
  return `<g><title>${told}</title><path class="interval" d="M${x(bin.predicted)} ${y(low)}V${y(high)}"/>${shape(x(bin.predicted), y(bin.observed))}</g>`;
};

const drawn = (scale: Scale, { name, bins }: CalibrationSeries, i: number): string => {
  const shape = shapes[i % shapes.length] ?? (() => '');
  const line = bins.map(b => `${scale.x(b.predicted)},${scale.y(b.observed)}`).join(' ');
  const [cx, cy] = [size.left + 8 + i * 160, size.height - 20];
  return `<g class="series s${i % shapes.length}"><polyline points="${line}"/>${bins.map(b => mark(scale, b, shape)).join('')}${shape(cx, cy)}<text x="${cx + 14}" y="${cy + 4}">${escaped(name)}</text></g>`;
};

/** Observed against predicted, a point a bin with its 95 % interval (Wilson), up to three series; dashed where both agree. */
export const calibrationSvg = (
  series: readonly CalibrationSeries[],
  { title, subtitle = '' }: { readonly title: string; readonly subtitle?: string },
): string => {
  const scale = scaleOf(series);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" aria-label="${escaped(`${title}. ${subtitle}`)}">
<style>${style}
</style>
<text class="title" x="${size.left}" y="26">${escaped(title)}</text>
<text x="${size.left}" y="46">${escaped(subtitle)}</text>
${axes(scale)}
${series.map((its, i) => drawn(scale, its, i)).join('\n')}
</svg>
`;
};
