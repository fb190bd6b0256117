import type { ItemVerb } from '../../domain/contact.ts';
import type { Permission } from '../../domain/role.ts';
import type { Change } from '../lib/api.ts';
import type { ItemHead, Subject } from './subject.ts';

export type DeedName = ItemVerb | 'status' | 'edit';

/** One thing a person may do in the panel; buttons, keys, forms and notices all come from this table. */
export type Deed = {
  readonly name: DeedName;
  readonly key: string;
  readonly where: 'bar' | 'more';
  /** done at once, without a form */
  readonly atOnce?: true;
  /** one of these is enough */
  readonly needs: readonly Permission[];
  readonly isOffered: (subject: Subject) => boolean;
  /** offered but greyed until so */
  readonly may?: (subject: Subject) => boolean;
  /** the line leaves the list by it */
  readonly leavesList?: true;
  readonly change: (subject: Subject, body: object) => Change;
};

const openItem = ({ item }: Subject): ItemHead | null =>
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
  needs: ['worklist:act'],
  isOffered: isOpen,
  change: onItem(name),
  ...more,
});

export const deeds: readonly Deed[] = [
  itemDeed('acknowledge', 'a', 'bar', { atOnce: true, may: s => s.item?.state === 'open' }),
  itemDeed('reopen', 'r', 'bar', { isOffered: s => s.item?.state === 'closed' }),
  {
    name: 'log-contact',
    key: 'l',
    where: 'bar',
    needs: ['worklist:act'],
    isOffered: always,
    change: contactChange,
  },
  itemDeed('note', 'n', 'bar', { needs: ['worklist:act', 'provider:answer'] }),
  itemDeed('snooze', 's', 'bar', { leavesList: true }),
  itemDeed('close', 'c', 'bar', { leavesList: true }),
  itemDeed('assign', 'o', 'more'),
  itemDeed('escalate', 'e', 'more'),
  itemDeed('await-provider', 'p', 'more', { isOffered: s => isOpen(s) && !isAwaiting(s) }),
  itemDeed('provider-answered', 'p', 'more', {
    isOffered: isAwaiting,
    needs: ['worklist:act', 'provider:answer'],
  }),
  ...(
    [
      ['status', 't', onPatient('POST', '/status')],
      ['edit', 'd', onPatient('PATCH', '')],
    ] as const
  ).map(
    ([name, key, change]): Deed => ({
      name,
      key,
      where: 'more',
      needs: ['patients:write'],
      isOffered: always,
      change,
    }),
  ),
];

export const isPermitted = ({ needs }: Deed, permissions: readonly Permission[]): boolean =>
  needs.some(need => permissions.includes(need));

export const deedOf = (name: DeedName): Deed | undefined => deeds.find(deed => deed.name === name);

export const mayDo = (deed: Deed, subject: Subject): boolean =>
  deed.isOffered(subject) && (deed.may?.(subject) ?? true);

/** Takes back the last deed on a line; no version, since who did what last decides. */
export const undoChange = (itemId: string): Change => ({
  method: 'POST',
  path: `worklist/${encodeURIComponent(itemId)}/undo`,
  body: {},
});
