import { memo } from 'react';
import type { WorklistLineBody } from '../../contract/worklist.ts';
import type { LineAlertBody } from '../../contract/worklist-why.ts';
import { ageYears, duration, formatTime, sinceMs } from '../lib/times.ts';
import { text } from '../strings.ts';
import { fullName } from './line-name.ts';
import { marksOf } from './line-standing.ts';
import { reasonOf } from './reason.ts';
import { selection } from './selection.ts';
import { SeverityChip } from './severity-chip.tsx';
import { Sparkline } from './sparkline.tsx';

export { fullName } from './line-name.ts';

type Props = {
  item: WorklistLineBody;
  now: number;
  programName: string;
  isOpen: boolean;
  isFresh: boolean;
  /** chosen to be taken up with others */
  isChosen: boolean;
  mayChoose: boolean;
  inTabOrder: boolean;
  onOpen: (id: string) => void;
  onFocus: (id: string) => void;
};

/** The alert that gives the line its severity, so that chip and sentence agree: one that still fires if it can. */
const leading = ({ alerts, severity }: WorklistLineBody): LineAlertBody | undefined => {
  const worst = alerts.filter(alert => alert.severity === severity && alert.needsReview);
  return worst.find(alert => alert.state !== 'ended') ?? worst[0] ?? alerts[0];
};

const Why = ({ item, isFresh }: { item: WorklistLineBody; isFresh: boolean }) => {
  const alert = leading(item);
  const others = item.alertCount - 1;
  const reason = reasonOf(alert?.because ?? text.list.noAlert, !item.confirmed && !item.resolved);
  const isNew = item.acknowledgedAt !== null && item.alerts.some(each => each.isNew);
  return (
    <div className="why" title={alert?.because}>
      <span className="marks">
        {isFresh && <span className="mark fresh-mark">{text.list.justIn}</span>}
        {isNew && (
          <span className="mark new" title={text.list.newTitle}>
            {text.list.isNew}
          </span>
        )}
        {item.resolved && (
          <span className="mark resolved">
            {item.alerts.some(each => each.needsReview) ? text.list.resolved : text.list.reviewed}
          </span>
        )}
        {reason.mark && <span className="mark unconfirmed">{text.list[reason.mark]}</span>}
        {others > 0 && <span className="mark">{text.list.more(others)}</span>}
      </span>
      {reason.text}
    </div>
  );
};

const When = ({ item, now }: { item: WorklistLineBody; now: number }) => {
  const { timeZone } = item.patient;
  const startedAt = leading(item)?.startedAt ?? item.openedAt;
  const lateMs = sinceMs(item.slaDueAt, now);
  const due = lateMs > 0 ? text.list.overdue(duration(lateMs)) : text.list.dueIn(duration(-lateMs));
  return (
    <div className="when">
      <time
        className={`due ${lateMs > 0 ? 'overdue' : item.slaBucket}`}
        dateTime={item.slaDueAt}
        title={formatTime(item.slaDueAt, 'full', timeZone)}
      >
        {due}
      </time>
      <time
        className="started muted"
        dateTime={startedAt}
        title={text.list.startedAt(formatTime(startedAt, 'full', timeZone))}
      >
        {text.list.started(duration(sinceMs(startedAt, now)))}
      </time>
    </div>
  );
};

const Marks = ({ item, now }: { item: WorklistLineBody; now: number }) => {
  const marks = marksOf(item, now);
  if (marks.length === 0) return null;
  return (
    <ul className="state-marks" title={marks.map(mark => mark.text).join(' · ')}>
      {marks.map(mark => (
        <li key={mark.name} className={mark.strong ? `${mark.name} strong` : mark.name}>
          {mark.text}
        </li>
      ))}
    </ul>
  );
};

/** What a line looks like by what is so with it. */
export const lineClass = (is: Pick<Props, 'item' | 'isOpen' | 'isFresh' | 'isChosen'>): string =>
  [
    'line',
    is.isOpen && 'open',
    is.isFresh && 'fresh',
    is.item.state === 'open' && 'unseen',
    is.isChosen && 'chosen',
  ]
    .filter(Boolean)
    .join(' ');

/** What stands on a line; where it stands is not its concern, so that a line that is only moved is not rendered again. */
export const Line = memo((props: Props) => {
  const { item, now, programName, isOpen, isFresh, inTabOrder, onOpen, onFocus } = props;
  const { patient } = item;
  const about = [
    text.age(ageYears(patient.birthDate, now, patient.timeZone)),
    text.sex(patient.sex),
    programName,
  ];
  return (
    <>
      {props.mayChoose && (
        <label className="pick">
          <input
            type="checkbox"
            aria-label={text.bulk.choose(fullName(patient))}
            checked={props.isChosen}
            onChange={() => selection.toggle(item.id)}
          />
        </label>
      )}
      <SeverityChip severity={item.severity} />
      <div className="patient">
        <button
          type="button"
          className="name"
          tabIndex={inTabOrder ? 0 : -1}
          aria-current={isOpen}
          onClick={() => onOpen(item.id)}
          onFocus={() => onFocus(item.id)}
        >
          {fullName(patient)}
        </button>
        <span className="about muted">{about.join(' · ')}</span>
      </div>
      <Why item={item} isFresh={isFresh} />
      <Sparkline spark={item.sparkline} />
      <When item={item} now={now} />
      <span className={item.owner === null ? 'owner muted' : 'owner'} title={item.owner ?? ''}>
        {item.owner ?? text.list.nobody}
      </span>
      <Marks item={item} now={now} />
    </>
  );
});
