import type { CaseloadBody } from '../../../contract/reports.ts';
import { type Severity, severities } from '../../../domain/alert.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/button.tsx';
import { leadWords } from '../../strings/lead.ts';
import { WithBar } from '../bar.tsx';
import { scaleOf } from '../figures.ts';
import { type FigureColumn, FiguresTable } from '../figures-table.tsx';

const { caseload: words, severities: severityNames } = leadWords;

export type Person = CaseloadBody['people'][number];

const nameOf = ({ person }: Person): string => person ?? words.nobodys;

/** Worst first. */
const order: readonly Severity[] = [...severities].reverse();

const Name = ({ of }: { readonly of: Person }) => (
  <>
    {nameOf(of)} {of.absentToday && <Badge tone="urgent">{words.absent}</Badge>}
  </>
);

const Overdue = ({ count }: { readonly count: number }) =>
  count === 0 ? '0' : <Badge tone="urgent">{count}</Badge>;

type Props = {
  readonly people: readonly Person[];
  /** null where one may not */
  readonly onReassign: ((person: Person) => void) | null;
};

/** Who has what, as numbers and weighted. */
export const PeopleTable = ({ people, onReassign }: Props) => {
  const longest = scaleOf(people.map(person => person.workload));
  const number = (id: string, title: string, cell: FigureColumn<Person>['cell']) => ({
    ...{ id, title, cell, isNumber: true },
  });
  const columns: FigureColumn<Person>[] = [
    { id: 'person', title: words.columns.person, cell: person => <Name of={person} /> },
    {
      id: 'workload',
      title: words.columns.workload,
      cell: person => (
        <WithBar value={person.workload} max={longest}>
          {person.workload}
        </WithBar>
      ),
    },
    number('items', words.columns.items, person => person.items),
    number('overdue', words.columns.overdue, person => <Overdue count={person.overdue} />),
    ...order.map(severity => number(severity, severityNames[severity], p => p.bySeverity[severity] ?? 0)),
    number('tier', words.columns.tier, person => person.highestTier),
    number('snoozed', words.columns.snoozed, person => person.snoozed),
    number('awaiting', words.columns.awaiting, person => person.awaitingProvider),
  ];
  const act: FigureColumn<Person> = {
    id: 'act',
    title: words.columns.act,
    cell: person =>
      person.items > 0 && (
        <Button small aria-label={words.reassignOf(nameOf(person))} onPress={() => onReassign?.(person)}>
          {words.reassign}
        </Button>
      ),
  };
  return (
    <FiguresTable
      caption={words.caption}
      columns={onReassign === null ? columns : [...columns, act]}
      rows={people}
      idOf={nameOf}
      empty={words.empty}
    />
  );
};
