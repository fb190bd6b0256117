import type { DischargeBody } from '../../contract/discharge.ts';
import { Button } from '../kit/button.tsx';
import { formatTime } from '../lib/times.ts';
import { careWords } from '../strings/care.ts';

const { discharge: words } = careWords;

type Props = {
  readonly discharged: DischargeBody;
  readonly timeZone: string;
  readonly onClose: () => void;
};

const nameOf = (key: string): string => {
  const limit = key.split('.').at(-1) ?? key;
  return words.keys[limit] ?? limit;
};

const Limits = ({ limits, timeZone }: Pick<DischargeBody, 'limits'> & Pick<Props, 'timeZone'>) => {
  const [first] = limits;
  if (first === undefined) return null;
  const until = first.until === null ? '' : formatTime(first.until, 'date', timeZone);
  return (
    <>
      <h4>{words.limits(until)}</h4>
      <ul className="plain">
        {limits.map(({ id, key, value, programValue }) => (
          <li key={id}>{words.limit(nameOf(key), String(value), String(programValue))}</li>
        ))}
      </ul>
    </>
  );
};

/** What a discharge has started, until it is read. */
export const DischargeTold = ({ discharged, timeZone, onClose }: Props) => {
  const { tasks, cancelledTasks, limits, limitsLeft } = discharged;
  return (
    <section className="discharge-told" aria-label={words.done}>
      <h3>{words.done}</h3>
      <h4>{tasks.length > 0 ? words.calls : words.noCalls}</h4>
      <ul className="plain">
        {tasks.map(({ id, title, dueAt }) => (
          <li key={id}>
            <strong>{title}</strong> {formatTime(dueAt, 'full', timeZone)}
          </li>
        ))}
      </ul>
      {cancelledTasks > 0 && <p>{words.cancelled(cancelledTasks)}</p>}
      <Limits limits={limits} timeZone={timeZone} />
      {limitsLeft.length > 0 && (
        <>
          <h4>{words.left}</h4>
          <ul className="plain">
            {limitsLeft.map(({ key, why }) => (
              <li key={key}>
                {nameOf(key)}: {why}
              </li>
            ))}
          </ul>
        </>
      )}
      <Button small onPress={onClose}>
        {words.dismiss}
      </Button>
    </section>
  );
};
