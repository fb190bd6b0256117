import type { RiskLineBody, RiskLineScoreBody } from '../../../contract/risk.ts';
import { pointsText } from '../../../domain/risk.ts';
import { signed } from '../../lib/signed.ts';
import { riskWords as words } from '../../strings/risk.ts';

const most = 3;

type Driver = RiskLineScoreBody['top'][number];
type Line = Pick<RiskLineBody, 'score' | 'others'>;

/** The score that puts a patient where she is: of several, the one with the largest part in the ranking. */
export const leadingScore = ({ score, others }: Line): RiskLineScoreBody => {
  if (score.unit !== 'rank') return score;
  const [first] = score.top.toSorted((a, b) => b.points - a.points);
  return others.find(other => other.id === first?.id) ?? score;
};

const said = ({ unit }: RiskLineScoreBody, { label, level, points }: Driver): string => {
  const part = level ?? label;
  if (unit === 'rank') return part;
  return `${part} ${unit === 'points' ? pointsText(points, points) : signed(points)}`;
};

/** What raises a patient's leading score most, in words, at most three. */
export const driversOf = (line: Line): readonly string[] => {
  const score = leadingScore(line);
  // what stable patients vary by takes all of it away
  if (score.id === 'deterioration' && score.value === 0) return [];
  if (score.id === 'admissions' && score.value !== null) return [words.admissions(score.value)];
  return score.top
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points)
    .slice(0, most)
    .map(part => said(score, part));
};
