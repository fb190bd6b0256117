import type { ReactNode } from 'react';
import type { AlertBody } from '../../contract/alerts.ts';
import { formatTime } from '../lib/times.ts';
import { SeverityChip } from '../list/severity-chip.tsx';
import { text } from '../strings.ts';
import { formatLimit } from './format-limit.ts';

type Props = { alert: AlertBody; timeZone: string };

const { alerts: words } = text;

const stateOf = (alert: AlertBody, timeZone: string): string => {
  if (alert.state === 'pending') {
    return words.pending(alert.pendingUntil ? formatTime(alert.pendingUntil, 'clock', timeZone) : text.none);
  }
  if (alert.state === 'firing') return words.firing;
  const reason = alert.endReason ? ` (${words.endReason[alert.endReason]})` : '';
  return `${words.ended}${reason}`;
};

const Times = ({ alert, timeZone }: Props) => {
  const times = [
    [words.started, alert.startedAt],
    [words.last, alert.lastAt],
    [words.ended, alert.endedAt],
  ] as const;
  return (
    <dl className="facts">
      {times.map(
        ([label, at]) =>
          at && (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <time dateTime={at} title={formatTime(at, 'full', timeZone)}>
                  {formatTime(at, 'dayTime', timeZone)}
                </time>
              </dd>
            </div>
          ),
      )}
    </dl>
  );
};

const Grounds = ({ alert, timeZone }: Props) => {
  const { compared } = alert.evidence;
  return (
    <div className="grounds">
      {alert.evidence.readings.length > 0 && (
        <div>
          <h4>{words.evidence}</h4>
          <ul>
            {alert.evidence.readings.map(reading => (
              <li key={reading.id}>
                <strong>{reading.value}</strong>{' '}
                <span className="muted">{formatTime(reading.measuredAt, 'dayTime', timeZone)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {compared.length > 0 && (
        <div>
          <h4>{words.limits}</h4>
          <ul>
            {compared.map(({ name, what, value, unit }) => (
              <li key={name}>
                {what}: <strong>{formatLimit(value, unit)}</strong>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
};

const Steps = ({ steps }: Pick<AlertBody, 'steps'>) =>
  steps.length === 0 ? null : (
    <div className="steps">
      <h4>{words.steps}</h4>
      <ol>
        {steps.map(step => (
          <li key={step}>{step.replace(/^consider /, '')}</li>
        ))}
      </ol>
    </div>
  );

const Reviewed = ({ alert, timeZone }: Props) => {
  const { review } = alert;
  if (!review) return null;
  const { verdict, action, by, at, acceptedUntil } = review;
  return (
    <p className="review">
      {words.reviewed(text.verdicts[verdict], text.actions[action], by, formatTime(at, 'dayTime'))}
      {acceptedUntil && <> {words.acceptedUntil(formatTime(acceptedUntil, 'dayTime', timeZone))}.</>}
    </p>
  );
};

export const AlertCard = ({ alert, timeZone, children }: Props & { children?: ReactNode }) => (
  <li className={`alert ${alert.severity} ${alert.state}`}>
    <p className="marks">
      <SeverityChip severity={alert.severity} />
      <span className={alert.confirmed ? 'mark' : 'mark unconfirmed'}>
        {alert.confirmed ? words.confirmed : words.unconfirmed}
      </span>
      <span className="mark">{stateOf(alert, timeZone)}</span>
      {alert.quiet && <span className="mark">{words.quiet}</span>}
      {alert.needsReview && <span className="mark resolved">{words.needsReview}</span>}
    </p>
    <p className="because">{alert.because}</p>
    {alert.quiet && <p className="review">{alert.quiet.because}</p>}
    <Times alert={alert} timeZone={timeZone} />
    <Grounds alert={alert} timeZone={timeZone} />
    {alert.state !== 'ended' && <Steps steps={alert.steps} />}
    <Reviewed alert={alert} timeZone={timeZone} />
    <p className="muted small">
      {words.rule(alert.ruleTitle, alert.ruleVersion)}
      {alert.previousAlertId && <>. {words.again}.</>}
    </p>
    {children}
  </li>
);
