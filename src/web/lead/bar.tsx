import type { ReactNode } from 'react';

type BarProps = { readonly value: number | null; readonly max: number; readonly children: ReactNode };

/** A number and, for the eye, how long it is of the largest of its column; bars begin at 0, and no number has none. */
export const WithBar = ({ value, max, children }: BarProps) => (
  <span className="with-bar">
    <svg className="bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      {value !== null && (
        <>
          <rect className="track" x="0.5" y="0.5" width="99" height="11" />
          <rect className="fill" width={(100 * Math.min(value, max)) / max} height="12" />
        </>
      )}
    </svg>
    <span>{children}</span>
  </span>
);

type IntervalProps = {
  readonly share: number | null;
  readonly interval: readonly [number, number] | null;
  readonly children: ReactNode;
};

/** A share and its interval between 0 and 100 %; nothing is drawn of what is not told. */
export const WithInterval = ({ share, interval, children }: IntervalProps) => (
  <span className="with-bar">
    <svg className="bar" viewBox="0 0 100 12" aria-hidden="true">
      {share !== null && interval !== null && (
        <>
          <rect className="track" x="0.5" y="0.5" width="99" height="11" />
          <line className="range" x1={100 * interval[0]} x2={100 * interval[1]} y1="6" y2="6" />
          <circle className="point" cx={100 * share} cy="6" r="4" />
        </>
      )}
    </svg>
    <span>{children}</span>
  </span>
);
