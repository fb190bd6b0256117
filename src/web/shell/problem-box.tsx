import type { Problem } from '../lib/api.ts';
import { text } from '../strings.ts';

type Props = { title?: string; problem: Problem; onRetry?: () => void };

const isSentence = (words: string): boolean => /[.!?]$/.test(words);

export const ProblemBox = ({ title, problem, onRetry }: Props) => (
  <div className="problem" role="alert">
    {title && <strong>{title} </strong>}
    <span>{problem.detail}</span>
    {problem.remedy && (
      <>
        {isSentence(problem.detail) ? ' ' : ': '}
        <span>{problem.remedy}</span>
      </>
    )}
    {onRetry && (
      <button type="button" onClick={onRetry}>
        {text.retry}
      </button>
    )}
  </div>
);
