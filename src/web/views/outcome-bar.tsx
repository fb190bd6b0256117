import type { Outcome } from '../lib/use-act.ts';
import { ProblemBox } from '../shell/problem-box.tsx';

/** What came of the last deed of a list. */
export const OutcomeBar = ({ outcome }: { outcome: Outcome | null }) => (
  <div className="outcome">
    <output className="notice">{outcome?.ok ? outcome.notice : ''}</output>
    {outcome?.ok === false && <ProblemBox problem={outcome.problem} />}
  </div>
);
