import { useState } from 'react';
import type { RiskMovementBody } from '../../contract/reports.ts';
import { Button } from '../kit/button.tsx';
import { withQuery } from '../lib/api.ts';
import { formatTime } from '../lib/times.ts';
import { fullName } from '../list/line.tsx';
import { usePermission } from '../session/session.ts';
import { leadWords } from '../strings/lead.ts';
import type { Desk } from '../use-desk.ts';
import { placesUp } from './figures.ts';
import { type FigureColumn, FiguresTable } from './figures-table.tsx';
import { ProgramFilter } from './report-filters.tsx';
import { ReportFrame } from './report-frame.tsx';
import { useReport } from './use-report.ts';

const { movement: words } = leadWords;

type Moved = RiskMovementBody['entered'][number];
type Top = RiskMovementBody['top'][number];
type Patient = Moved['patient'];
type Open = ((patientId: string) => void) | null;

const Name = ({ patient, onOpen }: { readonly patient: Patient; readonly onOpen: Open }) =>
  onOpen === null ? (
    fullName(patient)
  ) : (
    <Button look="link" onPress={() => onOpen(patient.id)}>
      {fullName(patient)}
    </Button>
  );

const ranks = (then: number | null, now: number | null): string =>
  words.ranks(String(then ?? leadWords.none), String(now ?? leadWords.none));

const Ranks = ({ then, now }: { readonly then: number | null; readonly now: number | null }) => {
  const up = placesUp(then, now);
  const said = up === null ? '' : up > 0 ? words.up(up) : up < 0 ? words.down(-up) : words.same;
  return (
    <>
      {ranks(then, now)} <span className="muted small nowrap">{said}</span>
    </>
  );
};

const movedColumns = (onOpen: Open): FigureColumn<Moved>[] => [
  {
    id: 'patient',
    title: words.columns.patient,
    cell: row => <Name patient={row.patient} onOpen={onOpen} />,
  },
  { id: 'at', title: words.columns.at, cell: row => formatTime(row.at, 'dayTime') },
  { id: 'rank', title: words.columns.rank, cell: row => <Ranks then={row.rankThen} now={row.rankNow} /> },
  { id: 'still', title: words.columns.still, cell: row => (row.stillIn ? words.inNow : words.outNow) },
];

const topColumns = (onOpen: Open, onLine: ((itemId: string) => void) | null): FigureColumn<Top>[] => [
  {
    id: 'patient',
    title: words.columns.patient,
    cell: row => <Name patient={row.patient} onOpen={onOpen} />,
  },
  { id: 'tier', title: words.columns.tier, cell: row => words.tiers[row.tier] },
  { id: 'place', title: words.columns.place, isNumber: true, cell: row => words.outOf(row.rank, row.outOf) },
  { id: 'week', title: words.columns.week, cell: row => <Ranks then={row.rank7dAgo} now={row.rank} /> },
  {
    id: 'since',
    title: words.columns.since,
    cell: ({ cohortSince, stale }) => (
      <>
        {cohortSince === null ? leadWords.none : formatTime(cohortSince, 'date')}{' '}
        {stale && <span className="muted small">{words.stale(stale)}</span>}
      </>
    ),
  },
  {
    id: 'line',
    title: words.columns.line,
    cell: ({ openItemId }) =>
      openItemId === null || onLine === null ? (
        leadWords.none
      ) : (
        <Button look="link" onPress={() => onLine(openItemId)}>
          {words.openLine}
        </Button>
      ),
  },
];

type TablesProps = { readonly body: RiskMovementBody; readonly onOpen: Open; readonly onLine: Open };

const Tables = ({ body, onOpen, onLine }: TablesProps) => {
  const shared = { columns: movedColumns(onOpen), idOf: (row: Moved) => `${row.patient.id} ${row.at}` };
  return (
    <>
      <div className="report-pair">
        <FiguresTable {...shared} caption={words.entered} rows={body.entered} empty={words.nobodyEntered} />
        <FiguresTable {...shared} caption={words.left} rows={body.left} empty={words.nobodyLeft} />
      </div>
      <FiguresTable
        caption={words.top}
        columns={topColumns(onOpen, onLine)}
        rows={body.top}
        idOf={row => row.patient.id}
        empty={words.nobodyTop}
      />
    </>
  );
};

/** Who came into and left the intensive group of a program, and who stands on top. */
export const MovementPage = ({ desk }: { readonly desk: Desk }) => {
  const [chosen, setChosen] = useState('');
  const mayOpen = usePermission('patients:read');
  const mayLines = usePermission('worklist:read');
  const program = chosen || desk.place.program || (desk.programs[0]?.id ?? '');
  const path = program === '' ? null : withQuery('reports/risk-movement', { program });
  const report = useReport<RiskMovementBody>(path, desk.turns.risk);
  const { value } = report;
  const since = value === null ? leadWords.none : formatTime(value.since, 'date');
  return (
    <ReportFrame
      title={words.title}
      about={words.about(since, value?.ranked ?? 0)}
      tools={<ProgramFilter desk={desk} value={program} onChange={setChosen} withAll={false} />}
      report={report}
      asOf={value?.asOf ?? null}
      onRefresh={report.reload}
    >
      {value && (
        <Tables
          body={value}
          onOpen={mayOpen ? desk.openPatient : null}
          onLine={mayLines ? desk.open : null}
        />
      )}
    </ReportFrame>
  );
};
