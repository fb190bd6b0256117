import { useState } from 'react';
import type { MedicationBody } from '../../contract/medications.ts';
import { CareForm } from '../care/care-form.tsx';
import { type CareProps, patientPath } from '../care/care-props.ts';
import { Section } from '../care/section.tsx';
import { useCareAct } from '../care/use-care-act.ts';
import { Button } from '../kit/button.tsx';
import type { PageOf } from '../lib/api.ts';
import { useResource } from '../lib/use-resource.ts';
import { usePermission } from '../session/session.ts';
import { careWords } from '../strings/care.ts';
import { addMedicationForm } from './medication-forms.ts';
import { Medication } from './medications-entry.tsx';

const { medications: words } = careWords;

/** What is taken now on top; what was taken is folded. */
export const Medications = ({ desk, subject }: CareProps) => {
  const path = patientPath(subject, 'medications');
  const { value, problem, reload } = useResource<PageOf<MedicationBody>>(path, desk.turns.patient);
  const act = useCareAct(desk);
  const mayChange = usePermission('patients:write');
  const [isAdding, setAdding] = useState(false);
  const all = value?.items ?? [];
  const current = all.filter(each => each.current);
  const earlier = all.filter(each => !each.current);
  const entry = (medication: MedicationBody) => (
    <Medication
      key={medication.id}
      medication={medication}
      desk={desk}
      subject={subject}
      act={act}
      mayChange={mayChange}
    />
  );
  return (
    <Section
      title={words.title}
      actions={
        mayChange && (
          <Button small aria-expanded={isAdding} onPress={() => setAdding(!isAdding)}>
            {words.add}
          </Button>
        )
      }
      act={act}
      isLoading={value === null}
      problem={problem}
      onRetry={reload}
    >
      {isAdding && (
        <CareForm
          spec={addMedicationForm}
          id={`medication ${subject.summary.id}`}
          busy={act.busy}
          onClose={() => setAdding(false)}
          onSend={async body => (await act.run({ method: 'POST', path, body }, words.told.add)) !== null}
        />
      )}
      {value !== null && current.length === 0 && (
        <p className="muted">{all.length === 0 ? words.none : words.noneNow}</p>
      )}
      <ul className="notes">{current.map(entry)}</ul>
      {earlier.length > 0 && (
        <details>
          <summary>{words.earlier(earlier.length)}</summary>
          <ul className="notes">{earlier.map(entry)}</ul>
        </details>
      )}
    </Section>
  );
};
