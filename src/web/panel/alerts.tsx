import type { AlertBody } from '../../contract/alerts.ts';
import type { Resource } from '../lib/use-resource.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { text } from '../strings.ts';
import { AlertCard, type LineOf } from './alert-card.tsx';

type Props = {
  current: readonly AlertBody[];
  all: readonly AlertBody[];
  timeZone: string;
  /** the line that the current ones are on */
  item: LineOf;
  /** of those that are not on the line: nothing is said of what is not here */
  history: Pick<Resource<unknown>, 'problem' | 'reload'> & { readonly isHere: boolean };
};

const zoneDiffers = (timeZone: string): boolean =>
  Intl.DateTimeFormat().resolvedOptions().timeZone !== timeZone;

/** The alert of those shown that speaks for one: what it merged into, or what is worse. */
const speakerOf = ({ quiet }: AlertBody, here: ReadonlySet<string>): string | null =>
  quiet !== null && (quiet.by === 'inhibited' || quiet.by === 'merged') && here.has(quiet.for)
    ? quiet.for
    : null;

type SpokenProps = { alerts: readonly AlertBody[]; timeZone: string; item: LineOf };

const SpokenFor = ({ alerts, timeZone, item }: SpokenProps) => {
  if (alerts.length === 0) return null;
  return (
    <details>
      <summary>{text.alerts.speaksFor(alerts.length)}</summary>
      <ul className="alerts">
        {alerts.map(alert => (
          <AlertCard key={alert.id} alert={alert} timeZone={timeZone} item={item} />
        ))}
      </ul>
    </details>
  );
};

/** That there is none is said only where all are here. */
const NoneSoFar = ({ history: { isHere, problem } }: Pick<Props, 'history'>) => {
  if (isHere) return <p className="muted">{text.alerts.none}</p>;
  return problem === null ? <p className="muted">{text.loading}</p> : null;
};

export const Alerts = ({ current, all, timeZone, item, history }: Props) => {
  const here = new Set(current.map(alert => alert.id));
  const earlier = all.filter(alert => !here.has(alert.id));
  return (
    <section aria-labelledby="alerts-title">
      <h3 id="alerts-title">{text.alerts.title}</h3>
      {current.length + all.length === 0 ? (
        <NoneSoFar history={history} />
      ) : (
        zoneDiffers(timeZone) && <p className="muted small">{text.alerts.zone(timeZone)}</p>
      )}
      {history.problem && (
        <ProblemBox title={text.alerts.failed} problem={history.problem} onRetry={history.reload} />
      )}
      <ul className="alerts">
        {current
          .filter(alert => speakerOf(alert, here) === null)
          .map(alert => (
            <AlertCard key={alert.id} alert={alert} timeZone={timeZone} item={item}>
              <SpokenFor
                alerts={current.filter(a => speakerOf(a, here) === alert.id)}
                timeZone={timeZone}
                item={item}
              />
            </AlertCard>
          ))}
      </ul>
      {earlier.length > 0 && (
        <details>
          <summary>{text.alerts.earlier(earlier.length)}</summary>
          <ul className="alerts">
            {earlier.map(alert => (
              <AlertCard key={alert.id} alert={alert} timeZone={timeZone} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};
