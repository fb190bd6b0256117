import type { ContactBody } from '../../contract/worklist.ts';
import type { PageOf } from '../lib/api.ts';
import { formatTime } from '../lib/times.ts';
import { useResource } from '../lib/use-resource.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { text } from '../strings.ts';

const { contacts: words } = text;

const Entry = ({ contact }: { contact: ContactBody }) => {
  const { who, channel, reached, attempt, nextTryAt } = contact;
  return (
    <li>
      <p>
        <span className={reached ? 'mark reached' : 'mark unconfirmed'}>
          {reached ? words.reached : words.notReached(attempt)}
        </span>{' '}
        {text.parties[who]} · {text.channels[channel]}
        {nextTryAt && <> · {words.next(formatTime(nextTryAt, 'dayTime'))}</>}
      </p>
      {contact.note && <p className="note-text">{contact.note}</p>}
      <p className="muted small">
        {contact.by}, <time dateTime={contact.at}>{formatTime(contact.at, 'full')}</time>
      </p>
    </li>
  );
};

/** All attempts to reach somebody about a patient, newest first. */
export const ContactLog = ({ patientId, turn }: { patientId: string; turn: number }) => {
  const path = `patients/${encodeURIComponent(patientId)}/contacts`;
  const { value, problem, reload } = useResource<PageOf<ContactBody>>(path, turn);
  return (
    <section aria-labelledby="contacts-title">
      <h3 id="contacts-title">{words.title}</h3>
      {problem && <ProblemBox title={words.failed} problem={problem} onRetry={reload} />}
      {value?.items.length === 0 && <p className="muted">{words.none}</p>}
      <ul className="notes">
        {value?.items.map(contact => (
          <Entry key={contact.id} contact={contact} />
        ))}
      </ul>
    </section>
  );
};
