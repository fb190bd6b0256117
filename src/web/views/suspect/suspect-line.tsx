import type { SuspectBody } from '../../../contract/readings.ts';
import { describeSent, describeValue } from '../../chart/describe.ts';
import { formatTime } from '../../lib/times.ts';
import { fullName } from '../../list/line.tsx';
import { text } from '../../strings.ts';
import { DiscardForm } from '../discard-form.tsx';
import { CorrectForm } from './correct-form.tsx';

const { suspect: words } = text;

export type SuspectForm = 'correct' | 'discard' | null;

type Props = {
  readonly reading: SuspectBody;
  readonly form: SuspectForm;
  readonly busy: boolean;
  readonly isOpen: boolean;
  readonly inTabOrder: boolean;
  readonly onOpen: () => void;
  readonly onFocus: () => void;
  readonly onForm: (form: SuspectForm) => void;
  readonly onAccept: () => void;
  readonly onCorrect: (values: Record<string, number>) => void;
  readonly onReassign: () => void;
  readonly onDiscard: (note: string) => void;
};

const Choices = ({ form, busy, onForm, onAccept, onReassign }: Props) => (
  <div className="buttons choices">
    <button type="button" disabled={busy} onClick={onAccept}>
      {words.accept}
    </button>
    <button
      type="button"
      aria-expanded={form === 'correct'}
      onClick={() => onForm(form === 'correct' ? null : 'correct')}
    >
      {words.correct}
    </button>
    <button type="button" disabled={busy} onClick={onReassign}>
      {words.reassign}
    </button>
    <button
      type="button"
      className="link"
      aria-expanded={form === 'discard'}
      onClick={() => onForm(form === 'discard' ? null : 'discard')}
    >
      {words.discard}
    </button>
  </div>
);

export const SuspectLine = (props: Props) => {
  const { reading, form, busy, isOpen, inTabOrder, onOpen, onFocus, onForm } = props;
  const { kind, patient, measuredAt, deviceId, slot, suspect } = reading;
  const close = () => onForm(null);
  return (
    <li className={isOpen ? 'line card-line open' : 'line card-line'} data-line={reading.id}>
      <button
        type="button"
        className="name"
        tabIndex={inTabOrder ? 0 : -1}
        aria-current={isOpen}
        onClick={onOpen}
        onFocus={onFocus}
      >
        {fullName(patient)}
      </button>
      <strong className="value">{describeValue(reading)}</strong>
      <span className="doubt">{suspect}</span>
      <span className="muted facts-line">
        {text.kinds[kind]} · {text.whose.where(deviceId, slot)} ·{' '}
        <time dateTime={measuredAt}>
          {words.measured(formatTime(measuredAt, 'dayTime', patient.timeZone))}
        </time>{' '}
        · {words.sent(describeSent(reading))}
      </span>
      <Choices {...props} />
      {form === 'correct' && (
        <CorrectForm reading={reading} busy={busy} onSave={props.onCorrect} onCancel={close} />
      )}
      {form === 'discard' && <DiscardForm busy={busy} onDiscard={props.onDiscard} onCancel={close} />}
    </li>
  );
};
