import type { ReactNode } from 'react';
import '../styles/lead.css';
import { Button } from '../kit/button.tsx';
import { formatTime } from '../lib/times.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { leadWords as words } from '../strings/lead.ts';
import { text } from '../strings.ts';
import type { Report } from './use-report.ts';

type Props = {
  readonly title: string;
  /** one sentence or two: what it is, and how it is to be read */
  readonly about: string;
  readonly tools?: ReactNode;
  readonly report: Pick<Report<unknown>, 'value' | 'isLoading' | 'problem'>;
  readonly asOf: string | null;
  readonly onRefresh: () => void;
  readonly children: ReactNode;
};

/** What reports share: title, filters, as of when, how to look again, and what to show while there is nothing. */
export const ReportFrame = (props: Props) => {
  const { title, about, tools, report, asOf, onRefresh, children } = props;
  const { value, isLoading, problem } = report;
  const time = asOf === null ? null : formatTime(asOf, 'clock');
  return (
    <main className="worklist report" id="worklist" tabIndex={-1}>
      <div className="list-head">
        <h2>{title}</h2>
        <div className="beside">
          <span className="muted">{time === null ? '' : words.asOf(time)}</span>
          <Button small onPress={onRefresh}>
            {words.refresh}
          </Button>
        </div>
      </div>
      {tools && <div className="report-tools">{tools}</div>}
      <section
        className="report-body"
        aria-busy={isLoading}
        aria-label={title}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and may hold nothing else that takes the focus
        tabIndex={0}
      >
        <p className="report-about">{about}</p>
        {problem && (
          <ProblemBox
            title={value !== null && time !== null ? words.stale(time) : words.failed}
            problem={problem}
            onRetry={onRefresh}
          />
        )}
        {isLoading && value === null && <output className="muted">{text.loading}</output>}
        {children}
      </section>
    </main>
  );
};
