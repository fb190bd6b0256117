import { useState } from 'react';
import type { CaseloadBody, ReassignedBody } from '../../../contract/reports.ts';
import { withQuery } from '../../lib/api.ts';
import { usePermission } from '../../session/session.ts';
import { leadWords } from '../../strings/lead.ts';
import type { Desk } from '../../use-desk.ts';
import { ProgramFilter } from '../report-filters.tsx';
import { ReportFrame } from '../report-frame.tsx';
import { useReport } from '../use-report.ts';
import { PeopleTable, type Person } from './people-table.tsx';
import { ReassignDialog } from './reassign-dialog.tsx';

const { caseload: words } = leadWords;

type Told = { readonly notice: string; readonly refused: ReassignedBody['refused'] };

const Outcome = ({ told }: { readonly told: Told | null }) => (
  <>
    <output className="notice-good">{told?.notice ?? ''}</output>
    {told && told.refused.length > 0 && (
      <div role="alert">
        <p>{words.refused(told.refused.length)}</p>
        <ul className="report-list marked">
          {told.refused.map(({ itemId, why }) => (
            <li key={itemId}>{why}</li>
          ))}
        </ul>
      </div>
    )}
  </>
);

const noWeights = { critical: 8, urgent: 4, warning: 2, info: 1, highestTier: 2 };

/** Who has how much open now; whoever may gives lines of one to another. */
export const CaseloadPage = ({ desk }: { readonly desk: Desk }) => {
  const [program, setProgram] = useState('');
  const [person, setPerson] = useState<Person | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const mayAssign = usePermission('worklist:assign');
  const report = useReport<CaseloadBody>(
    withQuery('reports/caseload', { program: program || null }),
    desk.worklist.turn,
  );
  const refresh = () => {
    report.reload();
    desk.worklist.refresh();
  };
  return (
    <ReportFrame
      title={words.title}
      about={words.about(report.value?.weights ?? noWeights)}
      tools={<ProgramFilter desk={desk} value={program} onChange={setProgram} />}
      report={report}
      asOf={report.value?.asOf ?? null}
      onRefresh={report.reload}
    >
      <Outcome told={told} />
      {report.value && <PeopleTable people={report.value.people} onReassign={mayAssign ? setPerson : null} />}
      {person && (
        <ReassignDialog
          from={person.person}
          program={program}
          all={person.items}
          onDone={(notice, refused) => {
            setTold({ notice, refused });
            setPerson(null);
            refresh();
          }}
          onRefused={refresh}
          onClose={() => setPerson(null)}
        />
      )}
    </ReportFrame>
  );
};
