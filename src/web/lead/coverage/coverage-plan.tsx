import type { CoveragePlan } from '../../../contract/coverage.ts';
import { type Severity, severities } from '../../../domain/alert.ts';
import { minuteMs } from '../../../domain/local-day.ts';
import { duration } from '../../lib/times.ts';
import { leadWords } from '../../strings/lead.ts';
import { FiguresTable } from '../figures-table.tsx';

const { coverage: words } = leadWords;

type Stretch = { readonly days: string; readonly hours: string; readonly who: string };

const stretchesOf = (plan: CoveragePlan): Stretch[] => {
  const spoken = (of: Pick<CoveragePlan['shifts'][number], 'days' | 'from' | 'to'>) => ({
    days: leadWords.list(of.days.map(day => words.weekdays[day])),
    hours: words.hours(of.from, of.to),
  });
  return [
    ...plan.shifts.map(shift => ({ ...spoken(shift), who: leadWords.list(shift.people) })),
    ...plan.unmonitored.map(each => ({ ...spoken(each), who: words.unwatched(each.told) })),
  ];
};

const Shifts = ({ name, plan }: { readonly name: string; readonly plan: CoveragePlan }) => (
  <FiguresTable<Stretch>
    caption={words.shifts(name, plan.timeZone)}
    isCaptionHidden
    columns={[
      { id: 'days', title: words.columns.days, cell: row => row.days },
      { id: 'hours', title: words.columns.hours, cell: row => row.hours },
      { id: 'people', title: words.columns.people, cell: row => row.who },
    ]}
    rows={stretchesOf(plan)}
    idOf={row => `${row.days} ${row.hours} ${row.who}`}
    empty={words.noShifts}
  />
);

const worstFirst: readonly Severity[] = [...severities].reverse();

const Overdue = ({ plan }: { readonly plan: CoveragePlan }) => (
  <FiguresTable<Severity>
    caption={words.overdue}
    columns={[
      { id: 'severity', title: words.overdueColumns.severity, cell: s => leadWords.severities[s] },
      {
        id: 'after',
        title: words.overdueColumns.after,
        cell: severity => {
          const of = plan.overdue[severity];
          const isCut = 'inWorkingHours' in of && of.inWorkingHours && plan.workingHours.length > 0;
          return `${duration(of.afterMinutes * minuteMs)}${isCut ? ` ${words.workingOnly}` : ''}`;
        },
      },
      {
        id: 'to',
        title: words.overdueColumns.to,
        cell: severity => {
          const { escalateTo } = plan.overdue[severity];
          return escalateTo === null ? leadWords.nobody : words.escalate(escalateTo);
        },
      },
    ]}
    rows={worstFirst}
    idOf={severity => severity}
    empty={leadWords.nothing}
  />
);

type Exception = CoveragePlan['exceptions'][number];

const Exceptions = ({ exceptions }: { readonly exceptions: readonly Exception[] }) => {
  if (exceptions.length === 0) return null;
  return (
    <div>
      <h4>{words.exceptions}</h4>
      <ul className="report-list">
        {exceptions.map(each => (
          <li key={`${each.from} ${each.to}`}>
            {words.hours(each.from.replace('T', ' '), each.to.replace('T', ' '))}:{' '}
            {'people' in each ? leadWords.list(each.people) : words.unwatched(each.told)}
          </li>
        ))}
      </ul>
    </div>
  );
};

type Props = { readonly name: string; readonly plan: CoveragePlan; readonly today: string };

/** A plan to read: who is on when, exceptions that are not over, and what happens with what nobody takes up. */
export const CoveragePlanView = ({ name, plan, today }: Props) => (
  <details>
    <summary>{words.shifts(name, plan.timeZone)}</summary>
    <div className="report-section">
      <Shifts name={name} plan={plan} />
      <Exceptions exceptions={plan.exceptions.filter(({ to }) => to >= today)} />
      <p>{plan.lead === null ? words.noLead : words.lead(plan.lead)}</p>
      <Overdue plan={plan} />
    </div>
  </details>
);
