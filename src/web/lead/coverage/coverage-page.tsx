import type { CoverageBody, Duty } from '../../../contract/coverage.ts';
import type { ResponderBody } from '../../../contract/responders.ts';
import { Badge } from '../../kit/badge.tsx';
import type { PageOf } from '../../lib/api.ts';
import { asLocalField } from '../../lib/moments.ts';
import { formatTime } from '../../lib/times.ts';
import { leadWords } from '../../strings/lead.ts';
import type { Desk } from '../../use-desk.ts';
import { FiguresTable } from '../figures-table.tsx';
import { ReportFrame } from '../report-frame.tsx';
import { useReport } from '../use-report.ts';
import { ChangeShifts, type ChangeShiftsProps } from './change-shifts.tsx';
import { CoveragePlanView } from './coverage-plan.tsx';

const { coverage: words } = leadWords;

const Now = ({ duty }: { readonly duty: Duty }) => {
  if (duty.is === 'on') return <strong>{words.on(leadWords.list(duty.people))}</strong>;
  if (duty.is === 'unmonitored') return <strong>{words.unmonitored(duty.told)}</strong>;
  return <Badge tone="critical">{words.gap}</Badge>;
};

type ProgramProps = ChangeShiftsProps & { readonly today: string };

const OfProgram = (props: ProgramProps) => {
  const { coverage, name, today } = props;
  const { plan, now, warnings, version, by, at } = coverage;
  return (
    <section className="report-section" aria-label={name}>
      <h3>{name}</h3>
      <p>{plan === null ? <Badge tone="critical">{words.noPlan}</Badge> : <Now duty={now} />}</p>
      {plan !== null && (
        <>
          <h4>{words.warnings(warnings.length)}</h4>
          {warnings.length > 0 && (
            <ul className="report-list marked">
              {warnings.map(warning => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          )}
          <CoveragePlanView name={name} plan={plan} today={today} />
        </>
      )}
      <ChangeShifts {...props} />
      {by !== null && at !== null && (
        <p className="muted small">{words.version(version, by, formatTime(at, 'date'))}</p>
      )}
    </section>
  );
};

const Responders = ({ responders }: { readonly responders: readonly ResponderBody[] }) => (
  <FiguresTable
    caption={words.responders}
    columns={[
      { id: 'name', title: words.responderColumns.name, cell: ({ name }) => name },
      { id: 'role', title: words.responderColumns.role, cell: ({ role }) => role ?? leadWords.none },
      {
        id: 'waiting',
        title: words.responderColumns.waiting,
        isNumber: true,
        cell: ({ waiting }) => waiting,
      },
      {
        id: 'dead',
        title: words.responderColumns.dead,
        isNumber: true,
        cell: ({ dead }) => (dead === 0 ? '0' : <Badge tone="urgent">{dead}</Badge>),
      },
    ]}
    rows={responders}
    idOf={({ id }) => id}
    empty={words.noResponders}
  />
);

/** Who is on now, what the plans leave open, and who can be told. */
export const CoveragePage = ({ desk }: { readonly desk: Desk }) => {
  const { turns, programNames, now, serverAheadMs } = desk;
  const report = useReport<PageOf<CoverageBody>>('coverage', turns.attendance);
  const responders = useReport<PageOf<ResponderBody>>('responders', turns.attendance).value;
  const today = asLocalField(now - serverAheadMs).slice(0, 10);
  return (
    <ReportFrame
      title={words.title}
      about={words.about}
      report={report}
      asOf={report.value === null ? null : new Date(now).toISOString()}
      onRefresh={report.reload}
    >
      {report.value?.items.map(coverage => (
        <OfProgram
          key={coverage.programId}
          coverage={coverage}
          name={programNames.get(coverage.programId) ?? coverage.programId}
          today={today}
          onChanged={report.reload}
        />
      ))}
      {responders && (
        <section className="report-section">
          <Responders responders={responders.items} />
        </section>
      )}
    </ReportFrame>
  );
};
