import type { WhatIfBody } from '../../contract/what-if.ts';
import type { Units } from '../chart/units.ts';
import type { LimitName } from '../lead/rule-sets/limit-fields.ts';
import { formatTime } from '../lib/times.ts';
import { SeverityChip } from '../list/severity-chip.tsx';
import { ProblemBox } from '../shell/problem-box.tsx';
import { limitWords } from '../strings/panel-charts.ts';
import { limitText } from './limits-value.ts';
import type { WhatIf } from './limits-what-if.ts';

const { whatIf: words } = limitWords;

type Props = {
  readonly name: LimitName;
  readonly units: Units;
  readonly whatIf: WhatIf;
  readonly isSame: boolean;
};

const sentenceOf = ({ name, units }: Props, { value, proposed, now, days }: WhatIfBody): string =>
  words.sentence(
    limitText(name, value.now, units),
    limitText(name, value.proposed, units),
    proposed.alerts,
    now.alerts,
    days,
  );

/** Lines that people had and acted on, and that would not have come: the price of a wider limit. */
const LostReal = ({ lost }: Pick<WhatIfBody, 'lost'>) => {
  const real = lost.filter(item => item.closedAsReal?.actionable);
  if (real.length === 0) return null;
  return (
    <div className="blocked">
      <p>{words.lostReal(real.length)}</p>
      <ul className="plain">
        {real.slice(0, 5).map(({ at, severity, because }) => (
          <li key={at}>
            <SeverityChip severity={severity} /> {formatTime(at, 'date')} {because}
          </li>
        ))}
      </ul>
    </div>
  );
};

const Told = ({ body, ...props }: Props & { readonly body: WhatIfBody }) => {
  const { now, proposed, lost, patientDays, days, failures } = body;
  return (
    <>
      <p>
        <strong>{sentenceOf(props, body)}</strong> {words.items(proposed.items, now.items)}
      </p>
      <LostReal lost={lost} />
      {patientDays < days && <p className="muted">{words.few(patientDays)}</p>}
      {failures.length > 0 && <p className="blocked">{words.broken}</p>}
    </>
  );
};

const quietWords = ({ whatIf, isSame }: Props): string | null => {
  if (isSame) return words.same;
  if (whatIf.is === 'idle') return words.waiting;
  return whatIf.is === 'asking' ? words.asking : null;
};

/** What the value that stands in the field would have meant in the last 90 days. */
export const LimitsOutcome = (props: Props) => {
  const { whatIf } = props;
  const quiet = quietWords(props);
  return (
    <div className="what-if" aria-live="polite" aria-busy={whatIf.is === 'asking'}>
      <h4>{words.label}</h4>
      {quiet && <p className="muted">{quiet}</p>}
      {quiet === null && whatIf.is === 'told' && <Told {...props} body={whatIf.body} />}
      {quiet === null && whatIf.is === 'failed' && (
        <ProblemBox title={words.failed} problem={whatIf.problem} onRetry={whatIf.retry} />
      )}
    </div>
  );
};
