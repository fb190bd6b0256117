import { useState } from 'react';
import type { ModelDetailBody } from '../../../contract/models.ts';
import type { RiskScoreBody } from '../../../contract/risk.ts';
import { signed } from '../../lib/signed.ts';
import { useResource } from '../../lib/use-resource.ts';
import { riskWords as words } from '../../strings/risk.ts';
import { Contribution, PlainContribution } from './contribution.tsx';
import { type Part, sumOfParts } from './sum-of-parts.ts';

const namedAtOnce = 4;
/** "HbA1c", or "HbA1c +0.05" where not being told of it adds something */
const nameOf = ({ label, points }: Part): string => {
  const name = label.replace(/ not known$/, '');
  return Number(points.toFixed(2)) === 0 ? name : `${name} ${signed(points)}`;
};

const NotKnown = ({ parts }: { parts: readonly Part[] }) => {
  const names = parts.map(nameOf);
  if (names.length === 0) return null;
  if (names.length <= namedAtOnce) return <p className="small muted">{words.notKnown(names)}</p>;
  return (
    <details className="small muted">
      <summary>{words.notKnownOf(names.slice(0, namedAtOnce), names.length - namedAtOnce)}</summary>
      {names.slice(namedAtOnce).join(', ')}
    </details>
  );
};

/** Why a model's score is what it is: lines that add up to it. */
export const Contributions = ({ score, value }: { score: RiskScoreBody; value: number }) => {
  const [isAsked, setAsked] = useState(false);
  const path = isAsked ? `models/${encodeURIComponent(score.id)}` : null;
  const model = useResource<ModelDetailBody>(path, 0).value;
  const { largest, smaller, notKnown, fixed, total } = sumOfParts(score.parts, value);
  const most = Math.max(...largest.map(part => Math.abs(part.points)), 0);
  const shapeOf = (id: string) => model?.shapes.find(shape => shape.id === id) ?? null;
  return (
    <>
      <ul className="contributions" aria-label={words.contributions}>
        {largest.map(part => (
          <Contribution
            key={part.id}
            part={part}
            largest={most}
            shape={shapeOf(part.id)}
            onAsk={() => setAsked(true)}
          />
        ))}
        {(smaller.count > 0 || smaller.points !== 0) && (
          <PlainContribution label={words.smaller(smaller.count)} points={smaller.points} largest={most} />
        )}
        {notKnown.points !== 0 && (
          <PlainContribution
            label={words.notKnownAdds(notKnown.parts.length)}
            points={notKnown.points}
            largest={most}
          />
        )}
        {fixed.map(({ id, label, points }) => (
          <li key={id} className="contribution fixed">
            <span className="label muted">{label}</span>
            <strong>{signed(points)}</strong>
          </li>
        ))}
        <li className="contribution total">
          <span className="label">{words.addsUp}</span>
          <strong>{signed(total)}</strong>
        </li>
      </ul>
      <NotKnown parts={notKnown.parts} />
    </>
  );
};
