import type { ContactBody } from '../../contract/worklist.ts';
import { Section } from '../care/section.tsx';
import { Button } from '../kit/button.tsx';
import { formatTime } from '../lib/times.ts';
import { usePages } from '../lib/use-pages.ts';
import { careWords } from '../strings/care.ts';
import { text } from '../strings.ts';

const { contacts: words } = text;

const Entry = ({ contact }: { readonly contact: ContactBody }) => {
  const { who, channel, reached, incoming, attempt, nextTryAt } = contact;
  const outcome = reached ? words.reached : words.notReached(attempt);
  return (
    <li>
      <p>
        <span className={reached ? 'mark reached' : 'mark unconfirmed'}>
          {incoming ? words.incoming : outcome}
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

/** When somebody is to be tried again, after the latest attempt; nothing once she was reached. */
const NextTry = ({ latest, now }: { readonly latest: ContactBody | undefined; readonly now: number }) => {
  if (!latest || latest.reached || latest.nextTryAt === null) return null;
  const at = formatTime(latest.nextTryAt, 'dayTime');
  const isDue = Date.parse(latest.nextTryAt) <= now;
  return (
    <p className={isDue ? 'next-try due' : 'next-try'}>
      {isDue ? careWords.contacts.due(at) : careWords.contacts.next(at)}
    </p>
  );
};

type Props = { readonly patientId: string; readonly turn: number; readonly now?: number };

/** All attempts to reach somebody about a patient, newest first. */
export const ContactLog = ({ patientId, turn, now = 0 }: Props) => {
  const pages = usePages<ContactBody>(`patients/${encodeURIComponent(patientId)}/contacts`, {}, turn);
  const { items, problem, reload, more, loadMore, loadingMore } = pages;
  return (
    <Section title={careWords.contacts.log} isLoading={items === null} problem={problem} onRetry={reload}>
      <NextTry latest={items?.[0]} now={now} />
      {items?.length === 0 && <p className="muted">{words.none}</p>}
      <ul className="notes">
        {items?.map(contact => (
          <Entry key={contact.id} contact={contact} />
        ))}
      </ul>
      {more && (
        <Button small isDisabled={loadingMore} onPress={loadMore}>
          {careWords.contacts.more}
        </Button>
      )}
    </Section>
  );
};
