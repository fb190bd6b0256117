import type { AccessEntryBody, AuditEntryBody } from '../../contract/audit.ts';
import { type FigureColumn, FiguresTable } from '../lead/figures-table.tsx';
import type { Query } from '../lib/api.ts';
import { formatTime } from '../lib/times.ts';
import { usePages } from '../lib/use-pages.ts';
import { LoadMore } from '../list/load-more.tsx';
import { ProblemBox } from '../shell/problem-box.tsx';
import { adminWords } from '../strings/admin.ts';
import { text } from '../strings.ts';

const { audit: words } = adminWords;
const { columns } = words;

type Entry = { readonly id: number; readonly at: string; readonly actor: string; readonly action: string };

/** `person:Ana Ruiz` as "Ana Ruiz", `machine:roster` as "machine roster". */
const actorSpoken = (actor: string): string =>
  actor
    .replace(/^person:/, '')
    .replace(/^system:system$/, 'system')
    .replace('machine:', 'machine ');

const first: readonly FigureColumn<Entry>[] = [
  { id: 'at', title: columns.at, cell: ({ at }) => formatTime(at, 'full') },
  { id: 'actor', title: columns.actor, cell: ({ actor }) => actorSpoken(actor) },
  { id: 'action', title: columns.action, cell: ({ action }) => action },
];

/** `owner: Ben Okoye, from: null`: as it was written. */
const detailSpoken = (detail: AuditEntryBody['detail']): string =>
  Object.entries(detail)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');

const changeColumns: readonly FigureColumn<AuditEntryBody>[] = [
  ...first,
  {
    id: 'subject',
    title: columns.subject,
    cell: ({ subjectType, subjectId }) => (
      <>
        {subjectType} <code className="hash">{subjectId}</code>
      </>
    ),
  },
  {
    id: 'patient',
    title: columns.patient,
    cell: ({ patientId }) =>
      patientId === null ? adminWords.none : <code className="hash">{patientId}</code>,
  },
  {
    id: 'detail',
    title: columns.detail,
    cell: ({ detail }) => <span className="hash">{detailSpoken(detail)}</span>,
  },
];

const readColumns: readonly FigureColumn<AccessEntryBody>[] = [
  ...first,
  {
    id: 'patient',
    title: columns.patient,
    cell: ({ patientId }) => <code className="hash">{patientId}</code>,
  },
];

type ListProps<T> = {
  readonly path: string;
  readonly query: Query;
  readonly turn: number;
  readonly caption: string;
  readonly columns: readonly FigureColumn<T>[];
};

const EntryList = <T extends Entry>({ path, query, turn, caption, columns }: ListProps<T>) => {
  const pages = usePages<T>(path, query, turn);
  if (pages.problem) return <ProblemBox problem={pages.problem} onRetry={pages.reload} />;
  if (pages.items === null) return <output className="muted">{text.loading}</output>;
  return (
    <>
      <FiguresTable
        caption={caption}
        columns={columns}
        rows={pages.items}
        idOf={entry => String(entry.id)}
        empty={words.nothing}
      />
      <LoadMore more={pages.more} loading={pages.loadingMore} hidden={0} onMore={pages.loadMore} />
    </>
  );
};

type Props = { readonly query: Query; readonly turn: number };

/** Who changed what. */
export const ChangesList = (props: Props) => (
  <EntryList<AuditEntryBody> {...props} path="audit" caption={words.changes} columns={changeColumns} />
);

/** Who was shown a patient's data. */
export const ReadsList = (props: Props) => (
  <EntryList<AccessEntryBody> {...props} path="access" caption={words.reads} columns={readColumns} />
);
