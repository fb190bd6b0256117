import { useState } from 'react';
import type { DischargeBody } from '../../contract/discharge.ts';
import { Button } from '../kit/button.tsx';
import { usePermission } from '../session/session.ts';
import { careWords } from '../strings/care.ts';
import { CareForm } from './care-form.tsx';
import { type CareProps, patientPath } from './care-props.ts';
import { CaregiverCall } from './caregiver-call.tsx';
import { dischargeForm } from './discharge-form.ts';
import { DischargeTold } from './discharge-told.tsx';
import { ActOutcome } from './section.tsx';
import { SummaryDialog } from './summary-dialog.tsx';
import { useCareAct } from './use-care-act.ts';

type Tool = 'caregiver' | 'discharge' | 'summary';

/** What one may begin at any time, with an open line or without. */
export const CareTools = ({ desk, subject }: CareProps) => {
  const [tool, setTool] = useState<Tool | null>(null);
  const [discharged, setDischarged] = useState<DischargeBody | null>(null);
  const act = useCareAct(desk);
  const mayAct = usePermission('worklist:act');
  const mayChange = usePermission('patients:write');
  const close = () => setTool(null);
  const { patient, summary } = subject;
  const offered: readonly (readonly [Tool, string, boolean])[] = [
    ['summary', careWords.summary.open, true],
    ['caregiver', careWords.caregiver.open, mayAct],
    ['discharge', careWords.discharge.open, mayChange],
  ];
  const onDischarge = async (body: object): Promise<boolean> => {
    const change = { method: 'POST', path: patientPath(subject, 'discharges'), body } as const;
    const done = await act.run<DischargeBody>(change, careWords.discharge.done);
    if (done !== null) setDischarged(done);
    return done !== null;
  };
  return (
    <div className="care-section">
      <div className="buttons">
        {offered.map(
          ([name, label, isOffered]) =>
            isOffered && (
              <Button
                key={name}
                aria-expanded={tool === name}
                onPress={() => setTool(tool === name ? null : name)}
              >
                {label}
              </Button>
            ),
        )}
      </div>
      <ActOutcome act={act} />
      {tool === 'summary' && <SummaryDialog subject={subject} onClose={close} />}
      {tool === 'caregiver' && <CaregiverCall desk={desk} subject={subject} act={act} onClose={close} />}
      {tool === 'discharge' && patient && (
        <CareForm
          spec={dischargeForm(patient, desk.now)}
          id={`discharge ${summary.id}`}
          busy={act.busy}
          onClose={close}
          onSend={onDischarge}
        />
      )}
      {discharged && (
        <DischargeTold
          discharged={discharged}
          timeZone={summary.timeZone}
          onClose={() => setDischarged(null)}
        />
      )}
    </div>
  );
};
