import type { WorklistBody } from '../../../contract/worklist.ts';
import { Checkbox } from '../../kit/checkbox.tsx';
import { withQuery } from '../../lib/api.ts';
import { fullName } from '../../list/line.tsx';
import { SeverityChip } from '../../list/severity-chip.tsx';
import { ProblemBox } from '../../shell/problem-box.tsx';
import { leadWords } from '../../strings/lead.ts';
import { useReport } from '../use-report.ts';

const { caseload: words } = leadWords;
const most = 200;

type Props = {
  readonly from: string | null;
  readonly program: string;
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
};

/** A person's open lines, the snoozed ones too, each to be ticked. */
export const ChooseLines = ({ from, program, chosen, onChange }: Props) => {
  const query = { owner: from ?? '', program: program || null, snoozed: 'shown', limit: most };
  const { value, problem, reload } = useReport<WorklistBody>(withQuery('worklist', query));
  if (problem) return <ProblemBox problem={problem} onRetry={reload} />;
  if (value === null) return <output className="muted">{words.chooseLoading}</output>;
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return (
    <>
      <fieldset className="choose-lines" aria-label={words.choose}>
        {value.items.map(item => (
          <Checkbox key={item.id} isSelected={chosen.has(item.id)} onChange={() => toggle(item.id)}>
            <SeverityChip severity={item.severity} /> {fullName(item.patient)}
          </Checkbox>
        ))}
      </fieldset>
      {value.total > value.items.length && (
        <p className="muted small">{words.cut(value.items.length, value.total)}</p>
      )}
    </>
  );
};
