import type { ReactNode } from 'react';
import type { AlertQualityBody } from '../../../contract/alert-quality.ts';
import type { AlertLoadBody } from '../../../contract/reports.ts';
import { quietReasons } from '../../../domain/alert.ts';
import { leadWords } from '../../strings/lead.ts';
import { WithBar, WithInterval } from '../bar.tsx';
import { percent, perWeek, ppvSpoken, scaleOf } from '../figures.ts';
import { type FigureColumn, FiguresTable } from '../figures-table.tsx';

const { load: words } = leadWords;

type Program = AlertLoadBody['programs'][number];
type Rule = Program['rules'][number];

const quietCount = ({ suppressed }: Pick<Rule, 'suppressed'>): number =>
  quietReasons.reduce((sum, reason) => sum + (suppressed[reason] ?? 0), 0);

const quietWords = ({ suppressed }: Pick<Rule, 'suppressed'>): string =>
  quietReasons
    .filter(reason => (suppressed[reason] ?? 0) > 0)
    .map(reason => `${suppressed[reason]} ${words.quiet[reason]}`)
    .join(', ');

const Quiet = ({ of }: { readonly of: Rule }) => {
  const why = quietWords(of);
  return (
    <>
      {quietCount(of)} {why && <span className="muted small">({why})</span>}
    </>
  );
};

const columnsFor = (rules: readonly Rule[]): FigureColumn<Rule>[] => {
  const longest = scaleOf(rules.map(rule => rule.alertsPerPatientWeek));
  const { columns } = words;
  return [
    { id: 'rule', title: columns.rule, cell: rule => rule.title },
    { id: 'spoke', title: columns.spoke, isNumber: true, cell: rule => rule.spoke },
    {
      id: 'week',
      title: columns.perWeek,
      cell: rule => (
        <WithBar value={rule.alertsPerPatientWeek} max={longest}>
          {perWeek(rule.alertsPerPatientWeek)}
        </WithBar>
      ),
    },
    {
      id: 'ppv',
      title: columns.ppv,
      cell: rule => (
        <WithInterval share={rule.ppv} interval={rule.ppvInterval}>
          {ppvSpoken(rule)}
        </WithInterval>
      ),
    },
    { id: 'night', title: columns.night, isNumber: true, cell: rule => percent(rule.overnightShare) },
    { id: 'quiet', title: columns.quiet, cell: rule => <Quiet of={rule} /> },
  ];
};

const Fact = ({ value, label }: { readonly value: ReactNode; readonly label: string }) => (
  <div className="fact">
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
);

type Props = {
  readonly program: Program;
  readonly quality: AlertQualityBody['programs'][number] | undefined;
  readonly trend: ReactNode;
};

/** One program: its figures, its rules, its weeks. */
export const ProgramLoad = ({ program, quality, trend }: Props) => (
  <section className="report-section" aria-label={program.name}>
    <h3>{program.name}</h3>
    <dl className="facts-row">
      <Fact value={perWeek(program.itemsPerPatientWeek)} label={words.perWeekAndTarget} />
      <Fact value={perWeek(program.alertsPerPatientWeek)} label={words.alertsPerWeek} />
      <Fact value={ppvSpoken(program)} label={words.ppvLabel} />
      <Fact value={percent(program.overnightShare)} label={words.overnight} />
      <Fact value={quietCount(program)} label={words.quietLabel} />
    </dl>
    <p className="muted">
      {words.basis(program.items, program.patientWeeks.toFixed(1))}.{' '}
      {quality && words.reviewed(quality.coded, quality.closed)}
    </p>
    {trend}
    <FiguresTable
      caption={words.rules(program.name)}
      columns={columnsFor(program.rules)}
      rows={program.rules}
      idOf={rule => rule.id}
      empty={leadWords.nothing}
    />
  </section>
);
