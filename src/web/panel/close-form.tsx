import { useState } from 'react';
import type { WorklistItemBody } from '../../contract/worklist.ts';
import { TextField } from '../kit/text-field.tsx';
import { useDraft } from '../lib/use-draft.ts';
import { text } from '../strings.ts';
import { FormFrame } from '../verbs/form-frame.tsx';
import type { FormProps } from '../verbs/spec-form.tsx';
import { AnswerFields, SameForAll } from './answer-fields.tsx';
import { type Answer, closeBody, emptyDraft, noAnswer, quietRange, toAnswer } from './close-draft.ts';
import { QuickClose } from './quick-close.tsx';
import { mayCloseQuickly } from './quick-closes.ts';

const useCloseDraft = (item: WorklistItemBody) => {
  const [draft, setDraft, forget] = useDraft(`close ${item.id}`, emptyDraft);
  const answer = (ids: readonly string[], change: Partial<Answer>) => {
    const changed = ids.map(id => [id, { ...(draft.answers[id] ?? noAnswer), ...change }] as const);
    setDraft({ ...draft, answers: { ...draft.answers, ...Object.fromEntries(changed) } });
  };
  const setNote = (note: string) => setDraft({ ...draft, note });
  return { draft, answer, setNote, keep: setDraft, forget };
};

export const CloseForm = ({ item, ...props }: FormProps & { item: WorklistItemBody }) => {
  const { context, busy, blocked, onSend, onCancel } = props;
  const { draft, answer, setNote, keep, forget } = useCloseDraft(item);
  const [same, setSame] = useState(noAnswer);
  const alerts = toAnswer(item, draft);
  const quiet = quietRange(context.now, item.patient.timeZone);
  const body = closeBody(item, draft, context.now);
  const send = () => {
    if (body === null) return;
    forget();
    onSend(body, () => keep(draft));
  };
  const answerAll = (change: Partial<Answer>) => {
    setSame({ ...same, ...change });
    answer(
      alerts.map(alert => alert.id),
      change,
    );
  };
  const isQuick = mayCloseQuickly(alerts);
  const common = draft.answers[alerts[0]?.id ?? ''] ?? noAnswer;
  return (
    <FormFrame
      title={text.deeds.close.title}
      submit={text.deeds.close.submit}
      busy={busy}
      isComplete={body !== null}
      blocked={blocked}
      onSubmit={send}
      onCancel={onCancel}
    >
      {isQuick && <QuickClose value={common} onChoose={answerAll} />}
      {alerts.length > 0 && <p className="muted">{text.form.closeHelp}</p>}
      {alerts.length > 1 && <SameForAll answer={same} onChange={answerAll} />}
      {alerts.map(alert => (
        <AnswerFields
          key={alert.id}
          alert={alert}
          answer={draft.answers[alert.id] ?? noAnswer}
          quiet={quiet}
          onChange={change => answer([alert.id], change)}
        />
      ))}
      <TextField label={text.form.closeNote} rows={2} value={draft.note} onChange={setNote} />
    </FormFrame>
  );
};
