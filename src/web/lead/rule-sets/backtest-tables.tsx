import type { BacktestResult } from '../../../contract/backtests.ts';
import { leadWords } from '../../strings/lead.ts';
import { perWeek } from '../figures.ts';
import { FiguresTable } from '../figures-table.tsx';
import { PatientName } from '../patient-name.tsx';

const { result: words } = leadWords.ruleSets;

type Figure = {
  readonly what: string;
  readonly now: string;
  readonly proposed: string;
  readonly week: string;
};

const figure = (what: string, of: BacktestResult['items']): Figure => ({
  what,
  now: String(of.current),
  proposed: String(of.proposed),
  week: words.perWeek(perWeek(of.currentPerPatientWeek), perWeek(of.proposedPerPatientWeek)),
});

const figuresOf = ({ items, alerts, admissions }: BacktestResult): Figure[] => [
  figure(words.items, items),
  figure(words.alerts, alerts),
  ...(admissions.onFile === 0
    ? []
    : [
        {
          what: words.admissions,
          now: words.ofAdmissions(admissions.caughtByCurrent, admissions.onFile),
          proposed: words.ofAdmissions(admissions.caughtByProposed, admissions.onFile),
          week: leadWords.none,
        },
      ]),
];

const figureColumns = [
  { id: 'what', title: words.columns.what, cell: (row: Figure) => row.what },
  { id: 'now', title: words.columns.now, isNumber: true, cell: (row: Figure) => row.now },
  { id: 'proposed', title: words.columns.proposed, isNumber: true, cell: (row: Figure) => row.proposed },
  { id: 'week', title: words.columns.perWeek, isNumber: true, cell: (row: Figure) => row.week },
];

export const FiguresNowAndThen = ({ result }: { readonly result: BacktestResult }) => (
  <FiguresTable
    caption={words.figures}
    columns={figureColumns}
    rows={figuresOf(result)}
    idOf={row => row.what}
    empty={leadWords.nothing}
  />
);

/** Only rules that differ: what stays as it is needs no look. */
export const RulesNowAndThen = ({ result }: { readonly result: BacktestResult }) => (
  <FiguresTable
    caption={words.rules}
    columns={figureColumns}
    rows={result.rules
      .filter(({ alerts }) => alerts.current !== alerts.proposed)
      .map(rule => figure(rule.title, rule.alerts))}
    idOf={row => row.what}
    empty={words.sameRules}
  />
);

type Affected = BacktestResult['mostAffected'][number];

type AffectedProps = {
  readonly result: BacktestResult;
  readonly onOpen: ((patientId: string) => void) | null;
};

export const PatientsConcerned = ({ result, onOpen }: AffectedProps) => (
  <FiguresTable<Affected>
    caption={words.affected}
    columns={[
      {
        id: 'patient',
        title: leadWords.patient,
        cell: row => <PatientName id={row.patientId} onOpen={onOpen} />,
      },
      {
        id: 'lines',
        title: words.columns.lines,
        isNumber: true,
        cell: row => words.perWeek(String(row.itemsCurrent), String(row.itemsProposed)),
      },
      {
        id: 'alerts',
        title: words.alerts,
        isNumber: true,
        cell: row => words.perWeek(String(row.alertsCurrent), String(row.alertsProposed)),
      },
    ]}
    rows={result.mostAffected}
    idOf={row => row.patientId}
    empty={words.notAffected}
  />
);
