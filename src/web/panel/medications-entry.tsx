import { useState } from 'react';
import type { MedicationBody } from '../../contract/medications.ts';
import { isoDay, localDay } from '../../domain/local-day.ts';
import { CareForm } from '../care/care-form.tsx';
import { type CareProps, patientPath } from '../care/care-props.ts';
import { Confirm } from '../care/confirm.tsx';
import type { CareAct } from '../care/use-care-act.ts';
import { Menu } from '../kit/menu.tsx';
import type { Change } from '../lib/api.ts';
import { safeZone } from '../lib/times.ts';
import { careWords } from '../strings/care.ts';
import { changeMedicationForm, endMedicationForm } from './medication-forms.ts';

const { medications: words } = careWords;

type Deed = 'change' | 'end' | 'remove';

type Props = CareProps & {
  readonly medication: MedicationBody;
  readonly act: CareAct;
  readonly mayChange: boolean;
};

const spanOf = ({ since, until }: MedicationBody): string =>
  [since && words.since(since), until && words.until(until)].filter(Boolean).join(', ');

const OpenDeed = (props: Props & { readonly deed: Deed; readonly onClose: () => void }) => {
  const { medication, subject, desk, act, deed, onClose } = props;
  const path = patientPath(subject, `medications/${encodeURIComponent(medication.id)}`);
  const send = async (change: Change): Promise<boolean> => (await act.run(change, words.told[deed])) !== null;
  if (deed === 'remove') {
    const { version } = medication;
    return (
      <Confirm
        title={words.forms.remove[0]}
        why={words.removeWhy}
        submit={words.forms.remove[1]}
        busy={act.busy}
        onConfirm={() => void send({ method: 'POST', path: `${path}/remove`, body: { version } })}
        onClose={onClose}
      />
    );
  }
  const today = isoDay(localDay(desk.now, safeZone(subject.summary.timeZone)));
  return (
    <CareForm
      key={deed}
      spec={deed === 'change' ? changeMedicationForm(medication) : endMedicationForm(medication, today)}
      id={`${deed} ${medication.id}`}
      busy={act.busy}
      onClose={onClose}
      onSend={body =>
        send(
          deed === 'change' ? { method: 'PATCH', path, body } : { method: 'POST', path: `${path}/end`, body },
        )
      }
    />
  );
};

export const Medication = (props: Props) => {
  const { medication, mayChange } = props;
  const { name, dose, note, until } = medication;
  const [deed, setDeed] = useState<Deed | null>(null);
  const offered: readonly Deed[] = until === null ? ['change', 'end', 'remove'] : ['change', 'remove'];
  return (
    <li>
      <div className="entry-line">
        <span>
          <strong>{name}</strong> {dose} <span className="muted small">{spanOf(medication)}</span>
        </span>
        {mayChange && (
          <Menu
            label="⋯"
            name={words.actions(name)}
            choices={offered.map(id => ({ id, label: words[id] }))}
            onChoose={id => setDeed(offered.find(each => each === id) ?? null)}
          />
        )}
      </div>
      {note && <p className="note-text">{note}</p>}
      {deed && <OpenDeed {...props} deed={deed} onClose={() => setDeed(null)} />}
    </li>
  );
};
