import type { AlertQualityBody } from '../../../contract/alert-quality.ts';
import type { AlertLoadBody } from '../../../contract/reports.ts';
import { withQuery } from '../../lib/api.ts';
import { leadWords } from '../../strings/lead.ts';
import type { Desk } from '../../use-desk.ts';
import { useSpan } from '../report-filters.tsx';
import { SpanFrame } from '../span-frame.tsx';
import { useReport } from '../use-report.ts';
import { ProgramLoad } from './program-load.tsx';
import { Trend } from './trend.tsx';
import { useWeeks } from './use-weeks.ts';
import { pointsOf } from './weeks.ts';

const { load: words } = leadWords;

type TrendProps = {
  readonly weeks: ReturnType<typeof useWeeks>;
  readonly program: string;
  readonly name: string;
};

const ProgramTrend = ({ weeks, program, name }: TrendProps) => {
  if (weeks === null) return <p className="muted trend-wait">{words.trendLoading}</p>;
  if (weeks.failed) return <p className="muted">{words.trendFailed}</p>;
  const points = pointsOf(program, weeks.weeks);
  return points.length === 0 ? null : <Trend program={name} points={points} />;
};

/** What comes per patient and week by program and rule, how much of it was right, and how it changes. */
export const LoadPage = ({ desk }: { readonly desk: Desk }) => {
  const span = useSpan(desk);
  const { program, days, query } = span;
  const report = useReport<AlertLoadBody>(withQuery('reports/alert-load', query));
  const asked = withQuery('reports/alert-quality', { program: program || null, days });
  const quality = useReport<AlertQualityBody>(asked).value;
  const weeks = useWeeks(report.isLoading ? null : (report.value?.to ?? null), program);
  return (
    <SpanFrame desk={desk} span={span} words={words} report={report} asOf={report.value?.to ?? null}>
      {report.value?.programs.map(each => (
        <ProgramLoad
          key={each.program}
          program={each}
          quality={quality?.programs.find(one => one.program === each.program)}
          trend={<ProgramTrend weeks={weeks} program={each.program} name={each.name} />}
        />
      ))}
    </SpanFrame>
  );
};
