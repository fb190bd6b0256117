import { formatTime } from '../../lib/times.ts';
import { leadWords } from '../../strings/lead.ts';
import { perWeek, scaleOf } from '../figures.ts';
import { FiguresTable } from '../figures-table.tsx';
import type { Point } from './weeks.ts';

const { load: words } = leadWords;

const step = 56;
const barWidth = 34;
const top = 16;
const height = 60;

const Bar = ({ point, index, scale }: { point: Point; index: number; scale: number }) => {
  const size = ((point.value ?? 0) / scale) * height;
  const middle = index * step + step / 2;
  const y = top + height - size;
  return (
    <>
      <rect className="fill" x={middle - barWidth / 2} y={y} width={barWidth} height={size} />
      <text x={middle} y={y - 4}>
        {perWeek(point.value)}
      </text>
      <text className="day" x={middle} y={top + height + 14}>
        {formatTime(point.from, 'day')}
      </text>
    </>
  );
};

/** Bars from 0, one a week, and the table behind them. */
export const Trend = ({
  program,
  points,
}: {
  readonly program: string;
  readonly points: readonly Point[];
}) => {
  const scale = scaleOf(points.map(({ value }) => value));
  const width = step * Math.max(points.length, 1);
  const bottom = top + height;
  const said = words.spoken(
    program,
    perWeek(points[0]?.value ?? null),
    perWeek(points.at(-1)?.value ?? null),
  );
  return (
    <figure className="report-section">
      <h4>{words.trend}</h4>
      <svg
        className="trend"
        role="img"
        aria-label={said}
        width={width}
        viewBox={`0 0 ${width} ${bottom + 20}`}
      >
        {points.map((point, index) => (
          <Bar key={point.from} point={point} index={index} scale={scale} />
        ))}
        <line className="axis" x1="0" x2={width} y1={bottom} y2={bottom} />
      </svg>
      <details>
        <summary>{words.trendTable}</summary>
        <FiguresTable
          caption={words.trendTitle(program)}
          columns={[
            { id: 'week', title: words.week, cell: point => formatTime(point.from, 'date') },
            { id: 'value', title: words.perWeek, isNumber: true, cell: point => perWeek(point.value) },
          ]}
          rows={points}
          idOf={point => point.from}
          empty={leadWords.nothing}
        />
      </details>
    </figure>
  );
};
