import type { RiskLineBody, RiskScoreBody } from '../../../contract/risk.ts';
import { pointsText } from '../../../domain/risk.ts';
import { signed } from '../../lib/signed.ts';
import { isFixed, type Part } from '../../panel/risk/sum-of-parts.ts';
import { riskWords as words } from '../../strings/risk.ts';

const most = 3;

type Line = Pick<RiskLineBody, 'score' | 'others'>;

/** The score that puts a patient where she is: of several, the one with the largest part in the ranking. */
export const leadingScore = ({ score, others }: Line): RiskScoreBody => {
  if (score.unit !== 'rank') return score;
  const [first] = score.parts.toSorted((a, b) => b.points - a.points);
  return others.find(other => other.id === first?.id) ?? score;
};

const said = ({ unit }: RiskScoreBody, { label, level, points, mayAdd = 0 }: Part): string => {
  const part = level ?? label;
  if (unit === 'rank') return part;
  return `${part} ${unit === 'points' ? pointsText(points, points + mayAdd) : signed(points)}`;
};

/** Pairs say it in their words only. */
const isNotKnown = ({ label, missing }: Part): boolean => missing === true || label.includes(' not known');

/** What raises a patient's leading score most, in words, at most three. */
export const driversOf = (line: Line): readonly string[] => {
  const score = leadingScore(line);
  if (score.id === 'admissions' && score.value !== null) return [words.admissions(score.value)];
  return score.parts
    .filter(part => !isFixed(part) && !isNotKnown(part))
    .filter(({ points, mayAdd }) => points > 0 || mayAdd !== undefined)
    .toSorted((a, b) => b.points - a.points)
    .slice(0, most)
    .map(part => said(score, part));
};
