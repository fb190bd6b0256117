import type { ReactNode } from 'react';
import type { Desk } from '../use-desk.ts';
import { DaysFilter, ProgramFilter, type useSpan } from './report-filters.tsx';
import { ReportFrame } from './report-frame.tsx';
import type { Report } from './use-report.ts';

type Props = {
  readonly desk: Desk;
  readonly span: ReturnType<typeof useSpan>;
  readonly words: { readonly title: string; readonly about: string };
  readonly report: Report<unknown>;
  readonly asOf: string | null;
  readonly children: ReactNode;
};

/** The frame of a report on a program and some days up to now. */
export const SpanFrame = ({ desk, span, words, report, asOf, children }: Props) => (
  <ReportFrame
    title={words.title}
    about={words.about}
    tools={
      <>
        <ProgramFilter desk={desk} value={span.program} onChange={span.setProgram} />
        <DaysFilter value={span.days} onChange={span.setDays} />
      </>
    }
    report={report}
    asOf={asOf}
    onRefresh={span.refresh}
  >
    {children}
  </ReportFrame>
);
