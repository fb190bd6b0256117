import type { ReactNode } from 'react';
import type { AlertBody } from '../../contract/alerts.ts';
import { equivalents, inUnits } from '../chart/units.ts';
import { lazily } from '../lib/lazily.tsx';
import { formatTime } from '../lib/times.ts';
import { SeverityChip } from '../list/severity-chip.tsx';
import { usePreferences } from '../session/session.ts';
import { panelWords } from '../strings/panel-charts.ts';
import { text } from '../strings.ts';
import { formatLimit } from './format-limit.ts';

const Steps = lazily(async () => (await import('../care/steps.tsx')).Steps);

/** The line whose steps can be ticked; null where an alert is only read. */
export type LineOf = { readonly id: string; readonly state: string } | null;

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
  const units = usePreferences();
  return (
    <div className="grounds">
      {alert.evidence.readings.length > 0 && (
        <div>
          <h4>{words.evidence}</h4>
          <ul>
            {alert.evidence.readings.map(reading => (
              <li key={reading.id}>
                <strong>{inUnits(reading.value, units)}</strong>{' '}
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
                {what}: <strong>{inUnits(formatLimit(value, unit), units)}</strong>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
};

/** The sentence as the rule said it; values in other units than those of whoever looks are told again below. */
const Because = ({ because }: Pick<AlertBody, 'because'>) => {
  const others = equivalents(because, usePreferences());
  return (
    <>
      <p className="because">{because}</p>
      {others.length > 0 && <p className="muted small">{panelWords.inYourUnits(others)}</p>}
    </>
  );
};

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

type CardProps = Props & { item?: LineOf; children?: ReactNode };

export const AlertCard = ({ alert, timeZone, item = null, children }: CardProps) => (
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
    <Because because={alert.because} />
    {alert.quiet && <p className="review">{alert.quiet.because}</p>}
    <Times alert={alert} timeZone={timeZone} />
    <Grounds alert={alert} timeZone={timeZone} />
    {alert.state !== 'ended' && alert.steps.length > 0 && <Steps alert={alert} item={item} />}
    <Reviewed alert={alert} timeZone={timeZone} />
    <p className="muted small">
      {words.rule(alert.ruleTitle, alert.ruleVersion)}
      {alert.previousAlertId && <>. {words.again}.</>}
    </p>
    {children}
  </li>
);
