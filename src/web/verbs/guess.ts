import type { WorklistItemBody } from '../../contract/worklist.ts';
import type { Lines } from '../lib/lines.ts';
import type { DeedName } from './deeds.ts';
import type { ItemHead, Subject } from './subject.ts';

type Note = WorklistItemBody['notes'][number];

/** How a line will stand if the server takes a deed; shown until its own answer is. */
export type Guess = {
  readonly id: number;
  readonly itemId: string;
  readonly change: Partial<ItemHead>;
  readonly note: Note | null;
  /** which lists lose the line by it */
  readonly leaves: 'all' | 'awake' | null;
  /** what the line's version is once the server has it; null while it is asked */
  readonly version: number | null;
};

export type Doer = { readonly id: number; readonly by: string; readonly at: string };

type Shape = Partial<Pick<Guess, 'change' | 'note' | 'leaves'>>;
type Body = Readonly<Record<string, unknown>>;

const said = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const targetOf = (to: unknown): string | null => {
  if (typeof to !== 'object' || to === null) return null;
  if ('person' in to) return `person:${String(to.person)}`;
  return 'role' in to ? `role:${String(to.role)}` : null;
};

type Shaped = (item: ItemHead, body: Body, doer: Doer) => Shape;

const shapes: Partial<Readonly<Record<DeedName, Shaped>>> = {
  acknowledge: ({ owner }, _body, { by, at }) => ({
    change: { state: 'acknowledged', acknowledgedBy: by, acknowledgedAt: at, owner: owner ?? by },
  }),
  assign: (_item, { to }) => ({ change: { owner: said(to) } }),
  snooze: (_item, { until }, { by }) => ({
    change: { snoozedUntil: said(until), snoozedBy: by },
    leaves: 'awake',
  }),
  escalate: (_item, { to }, { by, at }) => ({
    change: { escalatedTo: targetOf(to), escalatedBy: by, escalatedAt: at },
  }),
  close: (_item, _body, { by, at }) => ({
    change: { state: 'closed', closedBy: by, closedAt: at },
    leaves: 'all',
  }),
  note: (_item, body, { id, by, at }) => ({
    note: { id: `guess-${id}`, text: said(body.text) ?? '', by, at },
  }),
};

/** Null for a deed whose outcome only the server can tell. */
export const guessOf = (deed: DeedName, item: ItemHead | null, body: object, doer: Doer): Guess | null => {
  const shaped = shapes[deed];
  if (!shaped || item === null) return null;
  const { change = {}, note = null, leaves = null } = shaped(item, body as Body, doer);
  return { id: doer.id, itemId: item.id, change, note, leaves, version: null };
};

type Numbered = { readonly id: string; readonly version: number };

/** Those that the server's own words on a line do not hold yet. */
const guessesFor = ({ id, version }: Numbered, guesses: readonly Guess[]): readonly Guess[] =>
  guesses.filter(guess => guess.itemId === id && (guess.version === null || version < guess.version));

const withChanges = <T extends Numbered>(item: T, guesses: readonly Guess[]): T =>
  guesses.length === 0 ? item : Object.assign({}, item, ...guesses.map(guess => guess.change));

/** The list as it will stand; `snoozed` as in the list's own filter, where empty hides what is snoozed. */
export const linesWith = (lines: Lines, guesses: readonly Guess[], snoozed: string): Lines => {
  if (guesses.length === 0) return lines;
  const isGone = (guess: Guess) => guess.leaves === 'all' || (guess.leaves === 'awake' && snoozed === '');
  const byLane = { ...lines.byLane };
  let total = lines.total;
  const items = lines.items.flatMap(item => {
    const mine = guessesFor(item, guesses);
    if (!mine.some(isGone)) return [withChanges(item, mine)];
    total -= 1;
    byLane[item.lane] -= 1;
    return [];
  });
  return { ...lines, items, total, byLane };
};

export const headWith = (item: ItemHead | null, guesses: readonly Guess[]): ItemHead | null =>
  item && withChanges(item, guessesFor(item, guesses));

/** What is known of a subject, as it will stand. */
export const subjectWith = (subject: Subject | null, guesses: readonly Guess[]): Subject | null => {
  if (subject === null || guesses.length === 0) return subject;
  const { item, whole } = subject;
  if (whole === null) return { ...subject, item: headWith(item, guesses) };
  const mine = guessesFor(whole, guesses);
  const notes = [...whole.notes, ...mine.flatMap(guess => guess.note ?? [])];
  return { ...subject, item: headWith(item, guesses), whole: { ...withChanges(whole, mine), notes } };
};
