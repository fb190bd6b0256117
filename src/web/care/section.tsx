import { type ReactNode, useId } from 'react';
import '../styles/care.css';
import type { Problem } from '../lib/api.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { careWords } from '../strings/care.ts';
import { text } from '../strings.ts';
import type { CareAct } from './use-care-act.ts';

type Props = {
  readonly title: string;
  /** beside the title: what one can begin here */
  readonly actions?: ReactNode;
  readonly act?: CareAct;
  readonly isLoading?: boolean;
  readonly problem?: Problem | null;
  readonly onRetry?: () => void;
  readonly children?: ReactNode;
};

/** What came of the last deed, in a place that is always there, so that it is spoken. */
export const ActOutcome = ({ act: { outcome } }: { readonly act: CareAct }) => (
  <>
    <output className="notice">{outcome?.ok ? outcome.notice : ''}</output>
    {outcome?.ok === false && <ProblemBox problem={outcome.problem} />}
  </>
);

/** A part of the panel with its title, its deeds, and what came of the last one. */
export const Section = (props: Props) => {
  const { title, actions, act, isLoading = false, problem, onRetry, children } = props;
  const id = useId();
  return (
    <section className="care-section" aria-labelledby={id}>
      <div className="section-head">
        <h3 id={id}>{title}</h3>
        {actions && <div className="buttons">{actions}</div>}
      </div>
      {act && <ActOutcome act={act} />}
      {problem && <ProblemBox title={careWords.failed} problem={problem} {...(onRetry ? { onRetry } : {})} />}
      {isLoading && !problem && <p className="muted">{text.loading}</p>}
      {children}
    </section>
  );
};
