import { TextField } from '../kit/text-field.tsx';
import { useDraft } from '../lib/use-draft.ts';
import { limitWords } from '../strings/panel-charts.ts';
import { FormFrame } from '../verbs/form-frame.tsx';

const { form: words } = limitWords;

type Props = {
  readonly id: string;
  readonly name: string;
  /** what the program says, in words */
  readonly program: string;
  readonly busy: boolean;
  readonly onSend: (body: object) => Promise<boolean>;
  readonly onClose: () => void;
};

/** Ends an own value before its time. */
export const LimitsEndForm = ({ id, name, program, busy, onSend, onClose }: Props) => {
  const [why, setWhy, forget] = useDraft(`end-limit ${id}`, '');
  const send = () => {
    void onSend(why.trim() === '' ? {} : { why: why.trim() }).then(isSaved => {
      if (!isSaved) return;
      forget();
      onClose();
    });
  };
  return (
    <FormFrame
      title={words.endTitle(name)}
      submit={words.endSubmit}
      busy={busy}
      isComplete
      blocked={null}
      hint={words.endHelp(program)}
      onSubmit={send}
      onCancel={onClose}
    >
      <TextField label={words.endWhy} value={why} onChange={setWhy} maxLength={500} />
    </FormFrame>
  );
};
