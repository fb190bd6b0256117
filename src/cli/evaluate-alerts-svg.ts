import type { Quality } from '../evaluation/judge-quality/quality.ts';
import type { Report } from '../evaluation/judge-quality/report.ts';

const size = { width: 760, height: 490, left: 70, right: 30, top: 64, bottom: 90 } as const;
const targetItems = 0.5;
const targetSensitivity = 0.85;

/** Told apart without colour too: by shape and by name. */
const shapes: Readonly<Record<string, (x: number, y: number) => string>> = {
  default: (x, y) => `<circle cx="${x}" cy="${y}" r="7"/>`,
  simple: (x, y) => `<rect x="${x - 6}" y="${y - 6}" width="12" height="12"/>`,
  single: (x, y) => `<path d="M${x} ${y - 8}L${x + 8} ${y + 6}H${x - 8}Z"/>`,
  random: (x, y) => `<path d="M${x - 6} ${y - 6}L${x + 6} ${y + 6}M${x + 6} ${y - 6}L${x - 6} ${y + 6}"/>`,
};

const shapeOf = (name: string, x: number, y: number): string =>
  (shapes[name] ?? shapes.default)?.(x, y) ?? '';

const round = (value: number): number => Math.round(value * 10) / 10;

const niceStep = (most: number): number =>
  [0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5].find(s => most / s <= 8) ?? 10;

const style = `
  svg { background: #ffffff; color: #1d2733; font: 13px system-ui, sans-serif }
  text { fill: currentColor } .title { font-size: 16px; font-weight: 600 }
  .grid { stroke: currentColor; stroke-opacity: .15 } .target { stroke: currentColor; stroke-opacity: .6; stroke-dasharray: 5 4 }
  .default { fill: #0b6e63; stroke: #0b6e63 } .simple { fill: #b4540a; stroke: #b4540a }
  .single { fill: #6a3fb0; stroke: #6a3fb0 } .random { fill: #5b6672; stroke: #5b6672 }
  .curve { stroke: #0b6e63; fill: #0b6e63 } .curve polyline { stroke-width: 1.5; fill: none } .scale { font-size: 11px; stroke: none }
  .mark { stroke-width: 2 } .dot { fill: none } .interval { stroke-width: 1.5; fill: none }
  @media (prefers-color-scheme: dark) {
    svg { background: #12181f; color: #e6ebf0 }
    .curve { stroke: #4fd1c0; fill: #4fd1c0 } .default { fill: #4fd1c0; stroke: #4fd1c0 } .simple { fill: #f2a154; stroke: #f2a154 }
    .single { fill: #b89af0; stroke: #b89af0 } .random { fill: #9aa6b2; stroke: #9aa6b2 }
  }`;

type Scale = {
  readonly x: (items: number) => number;
  readonly y: (sensitivity: number) => number;
  readonly most: number;
};

const scaleOf = (sets: readonly Quality[], loads: readonly number[]): Scale => {
  const highest = Math.max(
    0.6,
    ...loads,
    ...sets.map(q => q.itemsPerPatientWeekCi?.[1] ?? q.itemsPerPatientWeek),
  );
  const most = Math.ceil((highest * 1.08) / niceStep(highest)) * niceStep(highest);
  const { width, height, left, right, top, bottom } = size;
  return {
    x: items => round(left + (items / most) * (width - left - right)),
    y: sensitivity => round(height - bottom - sensitivity * (height - top - bottom)),
    most,
  };
};

const axes = ({ x, y, most }: Scale): string => {
  const step = niceStep(most);
  const across = Array.from({ length: Math.round(most / step) + 1 }, (_, i) => i * step);
  const up = [0, 0.2, 0.4, 0.6, 0.8, 1];
  return [
    ...across.map(
      v =>
        `<line class="grid" x1="${x(v)}" x2="${x(v)}" y1="${y(0)}" y2="${y(1)}"/><text x="${x(v)}" y="${y(0) + 18}" text-anchor="middle">${Number(v.toFixed(2))}</text>`,
    ),
    ...up.map(
      v =>
        `<line class="grid" x1="${x(0)}" x2="${x(most)}" y1="${y(v)}" y2="${y(v)}"/><text x="${x(0) - 8}" y="${y(v) + 4}" text-anchor="end">${v * 100} %</text>`,
    ),
    `<line class="target" x1="${x(targetItems)}" x2="${x(targetItems)}" y1="${y(0)}" y2="${y(1)}"/>`,
    `<line class="target" x1="${x(0)}" x2="${x(most)}" y1="${y(targetSensitivity)}" y2="${y(targetSensitivity)}"/>`,
    `<text x="${(x(0) + x(most)) / 2}" y="${y(0) + 42}" text-anchor="middle">items that ask for a person, per patient-week</text>`,
    `<text transform="translate(18 ${(y(0) + y(1)) / 2}) rotate(-90)" text-anchor="middle">events detected</text>`,
  ].join('\n');
};

const mark = ({ x, y }: Scale, name: string, q: Quality): string => {
  if (q.sensitivity === null) return '';
  const [cx, cy] = [x(q.itemsPerPatientWeek), y(q.sensitivity)];
  const [low, high] = q.sensitivityCi ?? [q.sensitivity, q.sensitivity];
  const [least, most] = q.itemsPerPatientWeekCi ?? [q.itemsPerPatientWeek, q.itemsPerPatientWeek];
  const interval = `<path class="interval" d="M${cx} ${y(low)}V${y(high)}M${x(least)} ${cy}H${x(most)}"/>`;
  return `<g class="${name} mark">${interval}${shapeOf(name, cx, cy)}</g>`;
};

/** Which shape is which set, in a row below the plot. */
const legend = (sets: readonly (readonly [string, Quality])[]): string =>
  sets
    .map(([name, { ppv }], i) => {
      const [cx, cy] = [size.left + 8 + i * 165, size.height - 18];
      const right = ppv === null ? '' : `, PPV ${(ppv * 100).toFixed(0)} %`;
      return `<g class="${name} mark">${shapeOf(name, cx, cy)}</g><text x="${cx + 14}" y="${cy + 4}">${name}${right}</text>`;
    })
    .join('\n');

/** The default set without one rule: a small dot each, to show what a rule buys and what it costs. */
const dots = ({ x, y }: Scale, without: Report['without']): string =>
  Object.entries(without ?? {})
    .flatMap(([rule, { sensitivity, itemsPerPatientWeek: load }]) =>
      sensitivity === null
        ? []
        : [
            `<circle class="default dot" cx="${x(load)}" cy="${y(sensitivity)}" r="3"><title>without ${rule}</title></circle>`,
          ],
    )
    .join('\n');

/** The default set with its thresholds nearer and farther: one line through them, each scale beside its point. */
const curveLine = ({ x, y }: Scale, curve: Report['curve']): string => {
  const points = (curve ?? []).flatMap(({ scale, sensitivity, itemsPerPatientWeek: load }) =>
    sensitivity === null ? [] : [{ scale, cx: x(load), cy: y(sensitivity) }],
  );
  if (points.length === 0) return '';
  const line = points.map(({ cx, cy }) => `${cx},${cy}`).join(' ');
  const marks = points.map(
    ({ scale, cx, cy }) =>
      `<circle cx="${cx}" cy="${cy}" r="2.5"/><text class="scale" x="${cx}" y="${cy + 18}" text-anchor="middle">×${scale}</text>`,
  );
  return `<g class="curve"><title>default with its thresholds nearer (below 1) and farther</title><polyline points="${line}"/>${marks.join('')}</g>`;
};

/** Sensitivity against alert load, each set with its 95 % intervals; dashed where the targets lie. */
export const reportSvg = (report: Report): string => {
  const sets = Object.entries(report.ruleSets);
  const loads = (report.curve ?? []).map(point => point.itemsPerPatientWeek);
  const scale = scaleOf(
    sets.map(([, q]) => q),
    loads,
  );
  const { patients, days, seed, events, eventsPerPatientYear } = report;
  const source = report.simulated ? 'SIMULATED patients' : 'stream and truth as given';
  const panel = `${source}: ${patients} × ${Number(days.toFixed(1))} days, seed ${seed}, ${events} events (${eventsPerPatientYear.toFixed(2)} per patient-year)`;
  const title = `Events detected against alert load${report.simulated ? ' (simulated)' : ''}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" aria-label="${title}. ${panel}">
<style>${style}
</style>
<text class="title" x="${size.left}" y="26">${title}</text>
<text x="${size.left}" y="46">${panel}</text>
${axes(scale)}
${curveLine(scale, report.curve)}
${dots(scale, report.without)}
${sets.map(([name, q]) => mark(scale, name, q)).join('\n')}
${legend(sets)}
</svg>
`;
};
