import type { WorklistItemBody } from '../../contract/worklist.ts';
import type { ItemVerb } from '../../domain/contact.ts';
import type { Change } from '../lib/api.ts';
import type { Subject } from './subject.ts';

export type DeedName = ItemVerb | 'status' | 'edit';

/** One thing a person may do in the panel; buttons, keys, forms and notices all come from this table. */
export type Deed = {
  readonly name: DeedName;
  readonly key: string;
  readonly where: 'bar' | 'more';
  /** done at once, without a form */
  readonly atOnce?: true;
  readonly isOffered: (subject: Subject) => boolean;
  /** offered but greyed until so */
  readonly may?: (subject: Subject) => boolean;
  /** the line leaves the list by it */
  readonly leavesList?: true;
  readonly change: (subject: Subject, body: object) => Change;
};

const openItem = ({ item }: Subject): WorklistItemBody | null =>
  item !== null && item.state !== 'closed' ? item : null;

const isOpen = (subject: Subject): boolean => openItem(subject) !== null;

const onItem =
  (name: ItemVerb) =>
  ({ item }: Subject, body: object): Change => ({
    method: 'POST',
    path: `worklist/${encodeURIComponent(item?.id ?? '')}/${name}`,
    body: { ...body, ...(item && { version: item.version }) },
  });

const onPatient =
  (method: Change['method'], rest: string) =>
  ({ summary }: Subject, body: object): Change => ({
    method,
    path: `patients/${encodeURIComponent(summary.id)}${rest}`,
    body,
  });

const contactChange: Deed['change'] = (subject, body) =>
  (isOpen(subject) ? onItem('log-contact') : onPatient('POST', '/contacts'))(subject, body);

const always = () => true;
const isAwaiting = (subject: Subject): boolean => openItem(subject)?.awaitingProviderSince != null;

const itemDeed = (name: ItemVerb, key: string, where: Deed['where'], more: Partial<Deed> = {}): Deed => ({
  name,
  key,
  where,
  isOffered: isOpen,
  change: onItem(name),
  ...more,
});

export const deeds: readonly Deed[] = [
  itemDeed('acknowledge', 'a', 'bar', { atOnce: true, may: s => s.item?.state === 'open' }),
  itemDeed('reopen', 'r', 'bar', { isOffered: s => s.item?.state === 'closed' }),
  { name: 'log-contact', key: 'l', where: 'bar', isOffered: always, change: contactChange },
  itemDeed('note', 'n', 'bar'),
  itemDeed('snooze', 's', 'bar', { leavesList: true }),
  itemDeed('close', 'c', 'bar', { leavesList: true }),
  itemDeed('assign', 'o', 'more'),
  itemDeed('escalate', 'e', 'more'),
  itemDeed('await-provider', 'p', 'more', { isOffered: s => isOpen(s) && !isAwaiting(s) }),
  itemDeed('provider-answered', 'p', 'more', { isOffered: isAwaiting }),
  { name: 'status', key: 't', where: 'more', isOffered: always, change: onPatient('POST', '/status') },
  { name: 'edit', key: 'd', where: 'more', isOffered: always, change: onPatient('PATCH', '') },
];

export const deedOf = (name: DeedName): Deed | undefined => deeds.find(deed => deed.name === name);

export const mayDo = (deed: Deed, subject: Subject): boolean =>
  deed.isOffered(subject) && (deed.may?.(subject) ?? true);

/** Takes back the last deed on a line; no version, since who did what last decides. */
export const undoChange = (itemId: string): Change => ({
  method: 'POST',
  path: `worklist/${encodeURIComponent(itemId)}/undo`,
  body: {},
});
