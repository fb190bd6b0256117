import { careWords } from '../strings/care.ts';
import { filled } from '../verbs/form-spec.ts';
import { CareForm } from './care-form.tsx';
import { type CareProps, patientPath } from './care-props.ts';
import type { CareSpec } from './care-spec.ts';
import type { CareAct } from './use-care-act.ts';

const { caregiver: words } = careWords;

const form: CareSpec = {
  title: words.title,
  submit: words.submit,
  fields: () => [{ name: 'note', label: words.said, is: 'area', required: true, max: 3_900 }],
  body: values => {
    const note = filled(values, 'note');
    return note ? { who: 'caregiver', channel: 'phone', reached: true, incoming: true, note } : null;
  },
};

/** A caregiver called: what she said is kept, with or without a line; the patient's consent stands above it. */
export const CaregiverCall = (props: CareProps & { readonly act: CareAct; readonly onClose: () => void }) => {
  const { subject, act, onClose } = props;
  const { patient, summary } = subject;
  if (patient === null) return null;
  const { caregiver, caregiverConsent } = patient;
  const hasConsent = caregiver !== null && caregiverConsent === true;
  const name = caregiver ?? words.someone;
  const told = hasConsent ? words.told : words.toldWithoutConsent;
  return (
    <CareForm
      spec={form}
      id={`caregiver ${summary.id}`}
      busy={act.busy}
      onClose={onClose}
      onSend={async body =>
        (await act.run({ method: 'POST', path: patientPath(subject, 'contacts'), body }, told)) !== null
      }
      above={
        <p className={hasConsent ? 'consent given' : 'consent blocked'}>
          {hasConsent ? words.consent(name) : words.noConsent(name)}
        </p>
      }
    />
  );
};
