import { memo } from 'react';
import type { SparklineBody } from '../../contract/worklist-why.ts';
import { sparkLabel, sparkShape } from './spark-shape.ts';

const size = { width: 80, height: 30 };

/** Fourteen days in small: a gap where nothing came, the patient's limits dashed. */
export const Sparkline = memo(({ spark }: { readonly spark: SparklineBody | null }) => {
  if (spark === null) return <span className="spark" />;
  const { runs, dots, limits, last } = sparkShape(spark, size);
  return (
    <svg
      className="spark"
      role="img"
      aria-label={sparkLabel(spark)}
      viewBox={`0 0 ${size.width} ${size.height}`}
      width={size.width}
      height={size.height}
    >
      <title>{sparkLabel(spark)}</title>
      {limits.map(y => (
        <line key={y} className="spark-limit" x1={0} x2={size.width} y1={y} y2={y} />
      ))}
      {runs.map(points => (
        <polyline key={points} className="spark-run" points={points} />
      ))}
      <path className="spark-dot" d={dots.map(({ x, y }) => `M${x} ${y}h0`).join('')} />
      {last && <circle className="spark-last" cx={last.x} cy={last.y} r={2.6} />}
    </svg>
  );
});
