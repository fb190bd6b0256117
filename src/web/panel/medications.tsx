import type { MedicationBody } from '../../contract/medications.ts';
import type { CareProps } from '../care/care-props.ts';
import { RecordSection } from '../care/record-section.tsx';
import { usePermission } from '../session/session.ts';
import { careWords } from '../strings/care.ts';
import { addMedicationForm } from './medication-forms.ts';
import { Medication } from './medications-entry.tsx';

const { medications: words } = careWords;

/** What is taken now on top; what was taken is folded. */
export const Medications = (props: CareProps) => {
  const mayChange = usePermission('patients:write');
  return (
    <RecordSection<MedicationBody>
      {...props}
      of="medications"
      words={words}
      form={addMedicationForm}
      mayAdd={mayChange}
    >
      {(items, act) => {
        const current = items?.filter(each => each.current) ?? [];
        const earlier = items?.filter(each => !each.current) ?? [];
        const entry = (medication: MedicationBody) => (
          <Medication
            key={medication.id}
            {...props}
            medication={medication}
            act={act}
            mayChange={mayChange}
          />
        );
        return (
          <>
            {items !== null && current.length === 0 && (
              <p className="muted">{items.length === 0 ? words.none : words.noneNow}</p>
            )}
            <ul className="notes">{current.map(entry)}</ul>
            {earlier.length > 0 && (
              <details>
                <summary>{words.earlier(earlier.length)}</summary>
                <ul className="notes">{earlier.map(entry)}</ul>
              </details>
            )}
          </>
        );
      }}
    </RecordSection>
  );
};
