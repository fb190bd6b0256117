import { useState } from 'react';
import type { TaskBody } from '../../contract/tasks.ts';
import { CallLink } from '../call/call-link.tsx';
import { Badge } from '../kit/badge.tsx';
import { Button } from '../kit/button.tsx';
import { formatTime } from '../lib/times.ts';
import { careWords } from '../strings/care.ts';
import { text } from '../strings.ts';
import type { FormContext } from '../verbs/form-spec.ts';
import { callForm } from './call-form.ts';
import { CareForm } from './care-form.tsx';
import { type CareProps, patientPath } from './care-props.ts';
import { type TaskForm, taskForm } from './task-forms.ts';
import type { CareAct } from './use-care-act.ts';

const { tasks: words } = careWords;

type Props = CareProps & {
  readonly task: TaskBody;
  readonly act: CareAct;
  readonly mayAct: boolean;
};

const dueText = ({ task, subject }: Props): string => {
  const at = formatTime(task.dueAt, 'dayTime');
  const { timeZone } = subject.summary;
  const due = task.isDue ? words.isDue(at) : words.due(at);
  if (formatTime(task.dueAt, 'dayTime', timeZone) === at) return due;
  const isSameDay = formatTime(task.dueAt, 'day', timeZone) === formatTime(task.dueAt, 'day');
  return `${due} ${words.there(formatTime(task.dueAt, isSameDay ? 'clock' : 'dayTime', timeZone))}`;
};

const Facts = (props: Props) => {
  const { task } = props;
  const { state, attempts, outcome, doneBy, doneAt } = task;
  return (
    <>
      <p>
        <strong>{task.title}</strong>{' '}
        <Badge tone={task.isDue ? 'urgent' : 'plain'}>
          {state === 'open' ? dueText(props) : words.states[state]}
        </Badge>
      </p>
      <p className="muted small">{task.because}</p>
      {attempts.length > 0 && (
        <ul className="plain" aria-label={words.tries(attempts.length)}>
          {attempts.map(({ contactId, reached, who, by, at }) => (
            <li key={contactId}>{words.try(reached, text.parties[who], by, formatTime(at, 'dayTime'))}</li>
          ))}
        </ul>
      )}
      {outcome && <p className="note-text">{outcome}</p>}
      {doneBy && doneAt && <p className="muted small">{words.made(doneBy, formatTime(doneAt, 'dayTime'))}</p>}
    </>
  );
};

const contextOf = ({ desk, subject }: CareProps): FormContext => ({
  subject,
  now: desk.now,
  actorName: desk.actor.name,
  people: [],
  toldVersion: null,
});

/** The form that is open on a task. */
const OpenForm = (props: Props & { readonly form: TaskForm; readonly onClose: () => void }) => {
  const { task, desk, subject, act, form, onClose } = props;
  const isCall = form === 'call';
  const post = (path: string, body: object, notice: string) =>
    act.run({ method: 'POST', path, body }, notice);
  const onSend = async (body: object): Promise<boolean> => {
    if (form !== 'call') return (await post(`tasks/${task.id}/${form}`, body, words.told[form])) !== null;
    const notice = 'taskId' in body ? words.told.reached : words.told.notReached;
    return (await post(patientPath(subject, 'contacts'), body, notice)) !== null;
  };
  return (
    <CareForm
      key={form}
      spec={isCall ? callForm(task.id, contextOf(props)) : taskForm(form, task, desk.now)}
      id={`${form} ${task.id}`}
      busy={act.busy}
      onSend={onSend}
      onClose={onClose}
    />
  );
};

const deeds = ['done', 'move', 'cancel'] as const;

export const TaskCard = (props: Props) => {
  const { task, desk, subject, mayAct } = props;
  const [form, setForm] = useState<TaskForm | null>(null);
  const isCall = task.kind !== 'other';
  const phone = subject.patient?.phone;
  const toggle = (next: TaskForm) => setForm(form === next ? null : next);
  return (
    <li>
      <Facts {...props} />
      {task.state === 'open' && mayAct && (
        <div className="buttons task-deeds">
          {isCall && phone && (
            <CallLink
              number={phone}
              who={text.parties.patient}
              party="patient"
              subject={subject}
              desk={desk}
              onCall={() => setForm('call')}
            />
          )}
          {isCall && (
            <Button small aria-expanded={form === 'call'} onPress={() => toggle('call')}>
              {words.logCall}
            </Button>
          )}
          {deeds.map(deed => (
            <Button key={deed} small aria-expanded={form === deed} onPress={() => toggle(deed)}>
              {words[deed]}
            </Button>
          ))}
        </div>
      )}
      {form && <OpenForm {...props} form={form} onClose={() => setForm(null)} />}
    </li>
  );
};
