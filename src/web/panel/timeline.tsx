import { useState } from 'react';
import type { TimelineEntryBody } from '../../contract/timeline.ts';
import { equivalents } from '../chart/units.ts';
import { Badge } from '../kit/badge.tsx';
import { Button } from '../kit/button.tsx';
import { Checkbox } from '../kit/checkbox.tsx';
import { spokenTimes } from '../lib/spoken-times.ts';
import { formatTime } from '../lib/times.ts';
import { usePreferences } from '../session/session.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { panelWords, timelineWords as words } from '../strings/panel-charts.ts';
import { text } from '../strings.ts';
import '../styles/panel-more.css';
import { byLocalDay, kindsAsked, type TimelineGroup, timelineGroups } from './timeline-groups.ts';
import { useTimeline } from './timeline-pages.ts';

type FilterProps = {
  readonly groups: ReadonlySet<TimelineGroup>;
  readonly onGroups: (groups: ReadonlySet<TimelineGroup>) => void;
};

const Filter = ({ groups, onGroups }: FilterProps) => {
  const put = (group: TimelineGroup, isOn: boolean) => {
    const next = new Set(groups);
    if (isOn) next.add(group);
    else next.delete(group);
    onGroups(next);
  };
  return (
    <fieldset className="timeline-filter">
      <legend>{words.filter}</legend>
      {timelineGroups.map(group => (
        <Checkbox key={group} isSelected={groups.has(group)} onChange={isOn => put(group, isOn)}>
          {words.groups[group]}
        </Checkbox>
      ))}
    </fieldset>
  );
};

type EntryProps = { readonly entry: TimelineEntryBody; readonly timeZone: string };

const Entry = ({ entry, timeZone }: EntryProps) => {
  const { at, kind, title, detail, by } = entry;
  const units = usePreferences();
  const others = detail === null ? [] : equivalents(detail, units);
  return (
    <li className="happened">
      <time dateTime={at}>{formatTime(at, 'clock', timeZone)}</time>
      <Badge>{words.kinds[kind]}</Badge>
      <div>
        <p>
          <strong>{title}</strong>
          {by && <span className="muted"> {by}</span>}
        </p>
        {detail && <p className="note-text">{spokenTimes(detail)}</p>}
        {others.length > 0 && <p className="muted small">{panelWords.inYourUnits(others)}</p>}
      </div>
    </li>
  );
};

type Props = { readonly patientId: string; readonly timeZone: string; readonly turn: number };

/** All that happened with a patient, day by day, newest first. */
export const Timeline = ({ patientId, timeZone, turn }: Props) => {
  const [groups, setGroups] = useState<ReadonlySet<TimelineGroup>>(new Set());
  const { items, more, problem, retry, loadMore } = useTimeline(patientId, kindsAsked(groups), turn);
  return (
    <section aria-labelledby="timeline-title">
      <h3 id="timeline-title">{words.title}</h3>
      <p className="muted small">{words.about(timeZone)}</p>
      <Filter groups={groups} onGroups={setGroups} />
      {problem && <ProblemBox title={words.failed} problem={problem} onRetry={retry} />}
      {items === null && !problem && <p className="muted">{text.loading}</p>}
      {items?.length === 0 && <p className="muted">{groups.size === 0 ? words.none : words.noneFiltered}</p>}
      {byLocalDay(items ?? [], timeZone).map(({ day, at, entries }) => (
        <section key={day} className="timeline-day" aria-labelledby={`day-${day}`}>
          <h4 id={`day-${day}`}>{formatTime(at, 'date', timeZone)}</h4>
          <ol>
            {entries.map(entry => (
              <Entry
                key={`${entry.at} ${entry.kind} ${entry.ref.id} ${entry.title}`}
                entry={entry}
                timeZone={timeZone}
              />
            ))}
          </ol>
        </section>
      ))}
      {more && <Button onPress={loadMore}>{words.more}</Button>}
      {items !== null && items.length > 0 && !more && <p className="muted small">{words.end}</p>}
    </section>
  );
};
