import { useState } from 'react';
import type { TaskBody } from '../../contract/tasks.ts';
import { Button } from '../kit/button.tsx';
import { withQuery } from '../lib/api.ts';
import { useResource } from '../lib/use-resource.ts';
import { usePermission } from '../session/session.ts';
import { careWords } from '../strings/care.ts';
import { CareForm } from './care-form.tsx';
import { type CareProps, patientPath } from './care-props.ts';
import { Section } from './section.tsx';
import { TaskCard } from './task-card.tsx';
import { addTaskForm } from './task-forms.ts';
import { useCareAct } from './use-care-act.ts';

const { tasks: words } = careWords;

type TaskPage = { readonly items: readonly TaskBody[] };

const byDue = (a: TaskBody, b: TaskBody): number => a.dueAt.localeCompare(b.dueAt);

/** Open tasks, the one due first on top; what is over is folded. */
export const Tasks = ({ desk, subject }: CareProps) => {
  const path = withQuery(patientPath(subject, 'tasks'), { limit: 100 });
  const { value, problem, reload } = useResource<TaskPage>(path, desk.turns.patient);
  const act = useCareAct(desk);
  const mayAct = usePermission('worklist:act');
  const [isAdding, setAdding] = useState(false);
  const all = value?.items ?? [];
  const open = all.filter(task => task.state === 'open').sort(byDue);
  const over = all.filter(task => task.state !== 'open');
  const card = (task: TaskBody) => (
    <TaskCard key={task.id} task={task} desk={desk} subject={subject} act={act} mayAct={mayAct} />
  );
  return (
    <Section
      title={words.title}
      actions={
        mayAct && (
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
          spec={addTaskForm(desk.now)}
          id={`task ${subject.summary.id}`}
          busy={act.busy}
          onClose={() => setAdding(false)}
          onSend={async body => {
            const change = { method: 'POST', path: patientPath(subject, 'tasks'), body } as const;
            return (await act.run(change, words.told.add)) !== null;
          }}
        />
      )}
      {value !== null && open.length === 0 && <p className="muted">{words.none}</p>}
      <ul className="notes">{open.map(card)}</ul>
      {over.length > 0 && (
        <details>
          <summary>{words.earlier(over.length)}</summary>
          <ul className="notes">{over.map(card)}</ul>
        </details>
      )}
    </Section>
  );
};
