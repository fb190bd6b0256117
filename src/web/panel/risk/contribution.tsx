import { useId, useState } from 'react';
import type { ShapeBody } from '../../../contract/models.ts';
import { signed } from '../../lib/signed.ts';
import { riskWords as words } from '../../strings/risk.ts';
import { ownBin } from './own-bin.ts';
import { ShapeFigure } from './shape-figure.tsx';
import type { Part } from './sum-of-parts.ts';

/** A bar from the middle, to the right where it adds and to the left where it takes away. */
const Bar = ({ points, largest }: { points: number; largest: number }) => {
  const width = largest === 0 ? 0 : (50 * Math.abs(points)) / largest;
  return (
    <svg className="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <line x1="50" x2="50" y1="0" y2="10" />
      <rect
        className={points < 0 ? 'lowers' : 'raises'}
        x={points < 0 ? 50 - width : 50}
        y="1"
        width={width}
        height="8"
      />
    </svg>
  );
};

type PlainProps = { readonly label: string; readonly points: number; readonly largest: number };

export const PlainContribution = ({ label, points, largest }: PlainProps) => (
  <li className="contribution">
    <span className="label muted">{label}</span>
    <Bar points={points} largest={largest} />
    <strong>{signed(points)}</strong>
  </li>
);

type Props = {
  readonly part: Part;
  readonly largest: number;
  /** null: there is none, or none is known yet */
  readonly shape: ShapeBody | null;
  readonly onAsk: () => void;
};

/** One part of a score; opened, it shows what other values would add. */
export const Contribution = ({ part, largest, shape, onAsk }: Props) => {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const toggle = () => {
    onAsk();
    setOpen(!isOpen);
  };
  const label = part.level ?? part.label;
  // a pair has no shape of its own
  if (part.id.includes(' × '))
    return <PlainContribution label={label} points={part.points} largest={largest} />;
  return (
    <li className="contribution">
      <button
        type="button"
        className="label link"
        aria-expanded={isOpen}
        aria-controls={id}
        title={words.unfold}
        onClick={toggle}
      >
        {label}
      </button>
      <Bar points={part.points} largest={largest} />
      <strong>{signed(part.points)}</strong>
      <div id={id} className="unfolded" hidden={!isOpen}>
        {isOpen && (shape ? <ShapeFigure shape={shape} own={ownBin(shape, part)} /> : words.noShape)}
      </div>
    </li>
  );
};
