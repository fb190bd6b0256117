import { type SubmitEvent, useState } from 'react';
import type { CoverageBody } from '../../../contract/coverage.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { useAct } from '../../lib/use-act.ts';
import { ProblemBox } from '../../shell/problem-box.tsx';
import { leadWords } from '../../strings/lead.ts';
import { text } from '../../strings.ts';
import { draftsOf, newShift, placeOf, planWith, type ShiftDraft } from './shift-draft.ts';
import { ShiftFields } from './shift-fields.tsx';

const { edit: words } = leadWords.coverage;

type Props = {
  readonly coverage: CoverageBody;
  readonly name: string;
  readonly onSaved: (notice: string) => void;
  readonly onRefused: () => void;
  readonly onClose: () => void;
};

/** The shifts of a program, all of them at once; what else its plan says stays as it is. */
export const ShiftsDialog = ({ coverage, name, onSaved, onRefused, onClose }: Props) => {
  // as it was opened: whoever saved meanwhile is not overwritten
  const [{ programId, plan, version }] = useState(coverage);
  const [shifts, setShifts] = useState(() => draftsOf(plan));
  const { busy, outcome, act } = useAct({ onRefused });
  const problem = outcome?.ok === false ? outcome.problem : null;
  const place = placeOf(problem?.field);
  const zone = plan?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const change = (key: number, next: ShiftDraft | null) =>
    setShifts(shifts.flatMap(each => (each.key === key ? (next ?? []) : each)));
  const add = () => setShifts([...shifts, newShift(1 + Math.max(-1, ...shifts.map(each => each.key)))]);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const path = `programs/${encodeURIComponent(programId)}/coverage`;
    const body = { plan: planWith(plan, shifts, zone), version };
    const notice = () => words.saved(name);
    const saved = await act<CoverageBody>({ method: 'PUT', path, body }, { about: programId, notice });
    if (saved !== null) onSaved(notice());
  };
  return (
    <Dialog title={words.title(name)} onClose={onClose} width="middle" isHigh>
      <form className="stack" noValidate onSubmit={event => void save(event)}>
        <p className="muted">{words.help(zone)}</p>
        {shifts.length === 0 && <p>{leadWords.coverage.noShifts}</p>}
        {shifts.map((shift, at) => (
          <ShiftFields
            key={shift.key}
            nth={at + 1}
            shift={shift}
            wrongAt={part => (problem && place?.at === at && place.part === part ? problem.detail : null)}
            onChange={next => change(shift.key, next)}
            onRemove={() => change(shift.key, null)}
          />
        ))}
        <div className="buttons">
          <Button onPress={add}>{words.add}</Button>
        </div>
        {problem && <ProblemBox problem={problem} />}
        <div className="buttons">
          <Button type="submit" look="primary" isDisabled={busy}>
            {words.submit}
          </Button>
          <Button onPress={onClose}>{text.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
};
