import { type SubmitEvent, useEffect, useId, useRef, useState } from 'react';
import type { WorklistItemBody } from '../../contract/worklist.ts';
import { useDraft } from '../lib/use-draft.ts';
import { text } from '../strings.ts';
import { AnswerFields, SameForAll } from './answer-fields.tsx';
import { type Answer, closeVerb, emptyDraft, noAnswer, quietRange, unreviewed } from './close-draft.ts';
import type { Verb } from './use-verbs.ts';

type Props = {
  item: WorklistItemBody;
  now: number;
  busy: boolean;
  onClose: (verb: Verb) => Promise<boolean>;
  onCancel: () => void;
};

const useCloseDraft = (item: WorklistItemBody) => {
  const [draft, setDraft, forget] = useDraft(`close ${item.id}`, emptyDraft);
  const answer = (ids: readonly string[], change: Partial<Answer>) => {
    const changed = ids.map(id => [id, { ...(draft.answers[id] ?? noAnswer), ...change }] as const);
    setDraft({ ...draft, answers: { ...draft.answers, ...Object.fromEntries(changed) } });
  };
  const setNote = (note: string) => setDraft({ ...draft, note });
  return { draft, answer, setNote, forget };
};

export const CloseForm = ({ item, now, busy, onClose, onCancel }: Props) => {
  const { draft, answer, setNote, forget } = useCloseDraft(item);
  const [same, setSame] = useState(noAnswer);
  const first = useRef<HTMLSelectElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const alerts = unreviewed(item);
  const quiet = quietRange(now, item.patient.timeZone);
  const several = alerts.length > 1;
  const verb = closeVerb(item, draft, now);

  useEffect(() => (first.current ?? form.current?.querySelector('textarea'))?.focus(), []);

  const save = (event: SubmitEvent) => {
    event.preventDefault();
    if (verb) void onClose(verb).then(saved => saved && forget());
  };
  const answerAll = (change: Partial<Answer>) => {
    setSame({ ...same, ...change });
    answer(
      alerts.map(alert => alert.id),
      change,
    );
  };
  return (
    <form className="form stack" ref={form} onSubmit={save} aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{text.form.closeTitle}</h3>
      {alerts.length > 0 && <p className="muted">{text.form.closeHelp}</p>}
      {several && <SameForAll answer={same} onChange={answerAll} first={first} />}
      {alerts.map((alert, index) => (
        <AnswerFields
          key={alert.id}
          alert={alert}
          answer={draft.answers[alert.id] ?? noAnswer}
          quiet={quiet}
          onChange={change => answer([alert.id], change)}
          first={!several && index === 0 ? first : undefined}
        />
      ))}
      <label htmlFor={`${id}-note`}>{text.form.closeNote}</label>
      <textarea
        id={`${id}-note`}
        rows={2}
        value={draft.note}
        onChange={event => setNote(event.target.value)}
      />
      <div className="buttons">
        <button type="submit" className="primary" disabled={busy}>
          {busy ? text.form.saving : text.form.submitClose}
        </button>
        <button type="button" onClick={onCancel}>
          {text.cancel}
        </button>
      </div>
    </form>
  );
};
