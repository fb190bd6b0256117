import { useState } from 'react';
import type { SymptomReportBody } from '../../contract/symptoms.ts';
import { Button } from '../kit/button.tsx';
import type { PageOf } from '../lib/api.ts';
import { useResource } from '../lib/use-resource.ts';
import { usePermission } from '../session/session.ts';
import { careWords } from '../strings/care.ts';
import { text } from '../strings.ts';
import { type CareProps, patientPath } from './care-props.ts';
import { Section } from './section.tsx';
import { SymptomReport } from './symptom-report.tsx';
import { SymptomsForm } from './symptoms-form.tsx';
import { useCareAct } from './use-care-act.ts';

const { symptoms: words } = careWords;

/** What it raised, worst named first. */
const raised = ({ severity, answers }: SymptomReportBody): string => {
  if (severity === null) return words.nothingRaised;
  const names = answers.filter(answer => answer.severity !== null).map(answer => answer.title);
  return words.raised(text.severity[severity], names.join(', '));
};

/** What was asked and answered, newest first. */
export const Symptoms = ({ desk, subject }: CareProps) => {
  const path = patientPath(subject, 'symptoms');
  const { value, problem, reload } = useResource<PageOf<SymptomReportBody>>(path, desk.turns.patient);
  const act = useCareAct(desk);
  const mayAct = usePermission('worklist:act');
  const [isAsking, setAsking] = useState(false);
  return (
    <Section
      title={words.title}
      actions={
        mayAct && (
          <Button small aria-expanded={isAsking} onPress={() => setAsking(!isAsking)}>
            {words.ask}
          </Button>
        )
      }
      act={act}
      isLoading={value === null}
      problem={problem}
      onRetry={reload}
    >
      {isAsking && (
        <SymptomsForm
          programId={subject.summary.programId}
          patientId={subject.summary.id}
          busy={act.busy}
          onClose={() => setAsking(false)}
          onSend={async body =>
            (await act.run<SymptomReportBody>({ method: 'POST', path, body }, raised)) !== null
          }
        />
      )}
      {value?.items.length === 0 && <p className="muted">{words.none}</p>}
      <ul className="notes">
        {value?.items.map(report => (
          <SymptomReport key={report.id} report={report} desk={desk} act={act} />
        ))}
      </ul>
    </Section>
  );
};
