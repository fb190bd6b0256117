import type { PointerEvent } from 'react';
import { shown } from '../../domain/units.ts';
import { formatTime } from '../lib/times.ts';
import type { ChartModel, Row } from './model.ts';
import type { PlotProps } from './plot-props.ts';
import { daysOf, frame, labelsOf, pathOf, type Scale, scaleOf, ticksOf } from './still-scale.ts';

type Part = { readonly model: ChartModel; readonly scale: Scale };

const { left, right, top, bottom, width, height } = frame;

const Axes = ({ model, scale: { x, y } }: Part) => (
  <g className="still-axes">
    {ticksOf(model.low, model.high).map(value => (
      <g key={value}>
        <path d={`M${left} ${y(value)}H${right}`} />
        <text x={left - 6} y={y(value) + 4} textAnchor="end">
          {shown(value)}
        </text>
      </g>
    ))}
    {daysOf(model).map(at => (
      <text key={at} x={x(at)} y={height - 6}>
        {formatTime(at, 'day', model.timeZone)}
      </text>
    ))}
  </g>
);

const Ground = ({ model, scale: { x, y } }: Part) => (
  <>
    {model.baseline?.bands.map(({ low, high }, index) => (
      <rect
        // biome-ignore lint/suspicious/noArrayIndexKey: a series has no other name
        key={index}
        className={`series-${index + 1} still-band`}
        x={left}
        y={y(high)}
        width={right - left}
        height={Math.max(y(low) - y(high), 1)}
      />
    ))}
    {model.spans.map(({ id, severity, from, to }) => {
      const start = Math.max(x(from), left);
      const end = Math.max(Math.min(x(to), right), start + 3);
      return (
        <g key={id} className={`still-span ${severity}`}>
          <path d={`M${start} ${top}H${end}V${bottom}H${start}z`} opacity="0.12" />
          <path d={`M${start} ${top}H${end}v3H${start}z`} />
        </g>
      );
    })}
    {model.missed.map(day => (
      <path
        key={day.from}
        className="still-missed"
        d={`M${x(day.from) + 1} ${bottom}v-7H${x(day.to) - 1}v7zl${x(day.to) - x(day.from) - 2} -7`}
      />
    ))}
  </>
);

const Limits = ({ model, scale }: Part) => (
  <g className="still-limits">
    {model.limits.map(({ label, value, of }) => (
      <path
        key={label}
        d={`M${left} ${scale.y(value)}H${right}`}
        strokeDasharray={of === 'diastolic' ? '2 3' : '6 3'}
      />
    ))}
    {labelsOf(model.limits, scale).map(({ label, y }) => (
      <text key={label} x={right + 4} y={y + 3}>
        {label}
      </text>
    ))}
  </g>
);

type DotProps = Part & { readonly row: Row; readonly isMarked: boolean };

const Dots = ({ row, scale: { x, y }, isMarked }: DotProps) => (
  <>
    {row.edge && (
      <text className="series-1 still-edge" x={x(row.at)} y={row.edge === 'HI' ? top + 12 : bottom - 3}>
        {row.edge}
      </text>
    )}
    {row.values.map((value, index) => (
      <circle
        // biome-ignore lint/suspicious/noArrayIndexKey: a series has no other name
        key={index}
        className={`series-${index + 1} still-dot ${row.look}`}
        cx={x(row.at)}
        cy={y(value)}
        r={isMarked ? 5 : 3}
      />
    ))}
  </>
);

const nearest = (rows: readonly Row[], place: number, { x }: Scale): Row | null =>
  rows.reduce<Row | null>(
    (best, row) => (best && Math.abs(x(best.at) - place) <= Math.abs(x(row.at) - place) ? best : row),
    null,
  );

/** A chart that does not zoom, as SVG: it needs none of what draws the large ones. */
export const StillPlot = ({ model, marked, onPoint }: PlotProps) => {
  const scale = scaleOf(model);
  const onMove = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    onPoint(nearest(model.rows, ((event.clientX - box.left) / box.width) * width, scale));
  };
  const series = model.kind === 'blood-pressure' ? [0, 1] : [0];
  return (
    <svg
      className="still"
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      onPointerMove={onMove}
      onPointerLeave={() => onPoint(null)}
    >
      <Ground model={model} scale={scale} />
      <Axes model={model} scale={scale} />
      <Limits model={model} scale={scale} />
      {series.map(index => (
        <path key={index} className={`series-${index + 1} still-line`} d={pathOf(model, index, scale)} />
      ))}
      {model.rows.map(row => (
        <Dots key={row.reading.id} model={model} row={row} scale={scale} isMarked={row === marked} />
      ))}
    </svg>
  );
};
