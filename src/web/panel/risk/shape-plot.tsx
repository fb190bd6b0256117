import type { ShapeBody } from '../../../contract/models.ts';
import { signed } from '../../lib/signed.ts';
import { riskWords as words } from '../../strings/risk.ts';
import { type Range, rangeOf, scaleOf, shapePath } from './shape-scale.ts';

type Props = {
  readonly shape: ShapeBody;
  /** the bin that a patient is in; null: nobody's, or not known */
  readonly own: number | null;
  /** the same for plots that are compared; else the shape's own */
  readonly range?: Range;
};

const size = { width: 260, height: 96 };
const box = { left: 38, top: 8, width: 216, height: 66 };
const floor = box.top + box.height;

type Scale = ReturnType<typeof scaleOf>;

const Axes = ({
  shape: { bins, kind },
  range: [low, high],
  scale,
}: Props & { range: Range; scale: Scale }) => (
  <g className="axes">
    <line x1={box.left} x2={box.left + box.width} y1={scale.y(0)} y2={scale.y(0)} />
    {[low, high].map(value => (
      <text key={value} x={box.left - 4} y={scale.y(value) + 3} textAnchor="end">
        {signed(value, 1)}
      </text>
    ))}
    <text x={box.left} y={size.height - 6}>
      {bins[0]?.label}
    </text>
    {kind === 'number' && (
      <text x={box.left + box.width} y={size.height - 6} textAnchor="end">
        {bins.at(-1)?.label}
      </text>
    )}
  </g>
);

/** How common each bin was where the model was trained, faint behind the shape. */
const Shares = ({ bins, scale }: { bins: ShapeBody['bins']; scale: Scale }) => {
  const most = Math.max(...bins.map(bin => bin.share)) || 1;
  return (
    <g className="shares">
      {bins.map(({ label, share }, bin) => (
        <rect
          key={label}
          x={scale.x(bin) + 1}
          y={floor - (box.height * share) / most}
          width={Math.max(0.5, scale.slot - 2)}
          height={(box.height * share) / most}
        />
      ))}
    </g>
  );
};

const Columns = ({ bins, scale }: { bins: readonly { label: string; points: number }[]; scale: Scale }) => (
  <g className="columns-of-shape">
    {bins.map(({ label, points }, bin) => (
      <rect
        key={label}
        className={points < 0 ? 'lowers' : 'raises'}
        x={scale.x(bin) + scale.slot * 0.2}
        y={Math.min(scale.y(0), scale.y(points))}
        width={scale.slot * 0.6}
        height={Math.max(0.5, Math.abs(scale.y(points) - scale.y(0)))}
      />
    ))}
  </g>
);

const Own = ({ own, points, scale }: { own: number; points: number; scale: Scale }) => (
  <g className="own">
    <rect x={scale.x(own)} y={box.top - 4} width={scale.slot} height={box.height + 4} />
    <circle cx={scale.x(own) + scale.slot / 2} cy={scale.y(points)} r="3.5" />
  </g>
);

/** What each value of one feature adds: steps for numbers, columns for categories; the words stand in its label too. */
export const ShapePlot = ({ shape, own, range = rangeOf([shape]) }: Props) => {
  const { bins, kind, label } = shape;
  const scale = scaleOf(bins.length, range, box);
  const points = bins.map(bin => bin.points);
  const mine = own === null ? undefined : bins[own];
  const told = words.shapeSummary(label, signed(Math.min(...points)), signed(Math.max(...points)));
  return (
    <svg className="shape-plot" viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={told}>
      <Shares bins={bins} scale={scale} />
      {mine && own !== null && <Own own={own} points={mine.points} scale={scale} />}
      <Axes shape={shape} own={own} range={range} scale={scale} />
      <Columns bins={kind === 'category' ? bins : bins.slice(0, 1)} scale={scale} />
      {kind === 'number' && <path className="steps" d={shapePath(points, scale)} />}
      {bins.map((bin, i) => (
        <rect
          key={bin.label}
          className="pointed-bin"
          x={scale.x(i)}
          y={box.top}
          width={scale.slot}
          height={box.height}
        >
          <title>{words.bin(bin.label, signed(bin.points), bin.share)}</title>
        </rect>
      ))}
    </svg>
  );
};
