import type { ResponseTimesBody } from '../../contract/reports.ts';
import { withQuery } from '../lib/api.ts';
import { leadWords } from '../strings/lead.ts';
import type { Desk } from '../use-desk.ts';
import { WithBar } from './bar.tsx';
import { minutesSpoken, percent } from './figures.ts';
import { type FigureColumn, FiguresTable } from './figures-table.tsx';
import { useSpan } from './report-filters.tsx';
import { SpanFrame } from './span-frame.tsx';
import { useReport } from './use-report.ts';

const { response: words } = leadWords;

type Program = ResponseTimesBody['programs'][number];
type Row = Omit<Program['bySeverity'][number], 'severity'> & { readonly name: string };
type Spread = Row['closeMinutes'];

const spread = (minutes: Spread): string =>
  minutes === null ? leadWords.none : words.pair(minutesSpoken(minutes.p50), minutesSpoken(minutes.p90));

const Took = ({ count, of, minutes }: { count: number; of: number; minutes: Spread }) => (
  <>
    {spread(minutes)} {of > 0 && <span className="muted small">({words.of(count, of)})</span>}
  </>
);

const columns: readonly FigureColumn<Row>[] = [
  { id: 'severity', title: words.columns.severity, cell: row => row.name },
  { id: 'items', title: words.columns.items, isNumber: true, cell: row => row.items },
  {
    id: 'sla',
    title: words.columns.sla,
    cell: row => (
      <WithBar value={row.withinSla} max={1}>
        {percent(row.withinSla)}
      </WithBar>
    ),
  },
  { id: 'overdue', title: words.columns.overdue, isNumber: true, cell: row => row.overdueNow },
  {
    id: 'taken',
    title: words.columns.taken,
    cell: row => <Took count={row.acknowledged} of={row.items} minutes={row.acknowledgeMinutes} />,
  },
  {
    id: 'closed',
    title: words.columns.closed,
    cell: row => <Took count={row.closed} of={row.items} minutes={row.closeMinutes} />,
  },
  { id: 'alone', title: words.columns.alone, isNumber: true, cell: row => row.wentByThemselves },
];

const rowsOf = ({ bySeverity, ...all }: Program): Row[] => [
  { ...all, name: words.all },
  ...bySeverity.map(({ severity, ...row }) => ({ ...row, name: leadWords.severities[severity] })),
];

/** How soon people took up and closed what opened, by program and severity. */
export const ResponsePage = ({ desk }: { readonly desk: Desk }) => {
  const span = useSpan(desk);
  const report = useReport<ResponseTimesBody>(withQuery('reports/response-times', span.query));
  return (
    <SpanFrame desk={desk} span={span} words={words} report={report} asOf={report.value?.to ?? null}>
      {report.value?.programs.map(each => (
        <section key={each.program} className="report-section" aria-label={each.name}>
          <h3>{each.name}</h3>
          <FiguresTable
            caption={words.caption(each.name)}
            isCaptionHidden
            columns={columns}
            rows={rowsOf(each)}
            idOf={row => row.name}
            empty={leadWords.nothing}
            isTotal={row => row.name === words.all}
          />
        </section>
      ))}
    </SpanFrame>
  );
};
