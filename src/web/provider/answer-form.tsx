import { providerDecisions } from '../../domain/provider-request.ts';
import { RadioGroup } from '../kit/radio-group.tsx';
import { TextField } from '../kit/text-field.tsx';
import { useDraft } from '../lib/use-draft.ts';
import { providerWords } from '../strings/provider.ts';
import { FormFrame } from '../verbs/form-frame.tsx';
import { type AnswerBody, answerBody, emptyAnswer } from './answer-draft.ts';

const { form: words, decisions } = providerWords;

type Props = {
  readonly requestId: string;
  readonly version: number;
  readonly name: string;
  readonly busy: boolean;
  /** true when the server has it */
  readonly onSend: (body: AnswerBody) => Promise<boolean>;
  readonly onCancel: () => void;
};

export const AnswerForm = ({ requestId, version, name, busy, onSend, onCancel }: Props) => {
  const [draft, setDraft, forget] = useDraft(`provider-answer ${requestId}`, emptyAnswer);
  const body = answerBody(draft, version);
  const send = async () => {
    if (body !== null && (await onSend(body))) forget();
  };
  return (
    <FormFrame
      title={words.title(name)}
      submit={words.submit}
      busy={busy}
      isComplete={body !== null}
      blocked={null}
      missing={words.missing}
      onSubmit={() => void send()}
      onCancel={onCancel}
    >
      <RadioGroup
        label={words.decision}
        value={draft.decision}
        onChange={decision => setDraft({ ...draft, decision })}
        choices={providerDecisions.map(value => ({ value, label: decisions[value] }))}
      />
      <TextField
        label={draft.decision === 'approved' ? words.textOptional : words.text}
        rows={3}
        value={draft.answer}
        onChange={answer => setDraft({ ...draft, answer })}
      />
    </FormFrame>
  );
};
