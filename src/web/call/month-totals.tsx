import type { MonthMinutesBody } from '../../contract/minutes.ts';
import type { WorklistItemBody } from '../../contract/worklist.ts';
import { Meter } from '../kit/meter.tsx';
import { callWords } from '../strings/call.ts';
import { minutesText } from './clock-text.ts';

const { minutes: words } = callWords;

type Props = {
  readonly month: MonthMinutesBody;
  /** null: no line says it */
  readonly transmitted: WorklistItemBody['transmittedDays'] | null;
};

/** CLINICAL: billing goes by 20 minutes. */
const stepSeconds = 20 * 60;

const spokenReach = ({ billing: { earned, toNext } }: MonthMinutesBody): string[] => [
  ...(earned.length > 0
    ? [words.reaches(earned.map(({ code, units }) => (units > 1 ? `${code} × ${units}` : code)).join(', '))]
    : []),
  ...(toNext.seconds > 0 ? [words.toNext(minutesText(toNext.seconds), toNext.code)] : []),
  ...(toNext.needsInteractive ? [words.needsInteractive(toNext.code)] : []),
];

/** What is approved of the next 20 minutes, and on how many days something was sent. */
export const MonthTotals = ({ month, transmitted }: Props) => {
  const { approvedSeconds, waitingSeconds } = month.totals;
  const goal = stepSeconds * Math.max(1, Math.ceil(approvedSeconds / stepSeconds));
  const waiting = waitingSeconds > 0 ? minutesText(waitingSeconds) : null;
  return (
    <>
      <div className="meters">
        <Meter
          label={words.approved}
          value={approvedSeconds}
          max={goal}
          words={words.approvedWords(minutesText(approvedSeconds), minutesText(goal), waiting)}
          tone={approvedSeconds >= stepSeconds ? 'good' : 'accent'}
        />
        {transmitted && (
          <Meter
            label={words.days}
            value={transmitted.days}
            max={transmitted.of}
            words={words.daysWords(transmitted.days, transmitted.of, transmitted.within)}
            tone={transmitted.days >= transmitted.of ? 'good' : 'accent'}
          />
        )}
      </div>
      <p className="muted small">{spokenReach(month).join(' ')}</p>
    </>
  );
};
