import type { TaskBody } from '../../contract/tasks.ts';
import { usePermission } from '../session/session.ts';
import { careWords } from '../strings/care.ts';
import type { CareProps } from './care-props.ts';
import { RecordSection } from './record-section.tsx';
import { TaskCard } from './task-card.tsx';
import { addTaskForm } from './task-forms.ts';

const { tasks: words } = careWords;
const shown = { limit: 100 };

const byDue = (a: TaskBody, b: TaskBody): number => a.dueAt.localeCompare(b.dueAt);

/** Open tasks, the one due first on top; what is over is folded. */
export const Tasks = (props: CareProps) => {
  const mayAct = usePermission('worklist:act');
  return (
    <RecordSection<TaskBody>
      {...props}
      of="tasks"
      query={shown}
      words={words}
      form={addTaskForm(props.desk.now)}
      mayAdd={mayAct}
    >
      {(items, act) => {
        const open = items?.filter(task => task.state === 'open').sort(byDue) ?? [];
        const over = items?.filter(task => task.state !== 'open') ?? [];
        const card = (task: TaskBody) => (
          <TaskCard key={task.id} {...props} task={task} act={act} mayAct={mayAct} />
        );
        return (
          <>
            {items !== null && open.length === 0 && <p className="muted">{words.none}</p>}
            <ul className="notes">{open.map(card)}</ul>
            {over.length > 0 && (
              <details>
                <summary>{words.earlier(over.length)}</summary>
                <ul className="notes">{over.map(card)}</ul>
              </details>
            )}
          </>
        );
      }}
    </RecordSection>
  );
};
