import type { RuleSetBody } from '../../../contract/programs.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/button.tsx';
import { formatTime } from '../../lib/times.ts';
import { usePreferences } from '../../session/session.ts';
import { leadWords } from '../../strings/lead.ts';
import { FiguresTable } from '../figures-table.tsx';
import { differences } from './differences.ts';
import type { GlucoseUnit } from './limit-fields.ts';

const { ruleSets: words } = leadWords;

type Row = { readonly set: RuleSetBody; readonly before: RuleSetBody | null; readonly isInForce: boolean };

const rowsOf = (versions: readonly RuleSetBody[]): Row[] =>
  versions.map((set, index) => ({ set, before: versions[index + 1] ?? null, isInForce: index === 0 }));

const changedWords = ({ set, before }: Row, unit: GlucoseUnit): readonly string[] => {
  if (before === null) return [words.first];
  const locks = set.locked.join() === before.locked.join() ? [] : [words.changed.locks];
  const all = [...differences(before, set, unit), ...locks];
  return all.length === 0 ? [words.changed.nothing] : all;
};

const Grounds = ({ set, onShow }: { readonly set: RuleSetBody; readonly onShow: (id: string) => void }) => {
  const { backtestId, waiver } = set;
  return (
    <>
      {backtestId && (
        <>
          {words.onTest}{' '}
          <Button look="link" onPress={() => onShow(backtestId)}>
            {words.showTest}
          </Button>{' '}
        </>
      )}
      {waiver && words.waiver(waiver)}
      {!backtestId && !waiver && <span className="muted">{words.noGrounds}</span>}
    </>
  );
};

type Props = {
  readonly name: string;
  readonly versions: readonly RuleSetBody[];
  readonly onShow: (backtestId: string) => void;
};

/** Every version: since when, by whom, on what grounds, and what it said otherwise than the one before. */
export const Versions = ({ name, versions, onShow }: Props) => {
  const { glucose: unit } = usePreferences();
  return (
    <FiguresTable<Row>
      caption={words.versions(name)}
      columns={[
        {
          id: 'version',
          title: words.columns.version,
          cell: row => (
            <>
              {row.set.version} {row.isInForce && <Badge tone="good">{words.inForce}</Badge>}
            </>
          ),
        },
        { id: 'from', title: words.columns.from, cell: ({ set }) => formatTime(set.from, 'full') },
        { id: 'by', title: words.columns.by, cell: ({ set }) => set.by },
        {
          id: 'changed',
          title: words.columns.changed,
          cell: row => (
            <ul>
              {changedWords(row, unit).map(change => (
                <li key={change}>{change}</li>
              ))}
            </ul>
          ),
        },
        {
          id: 'grounds',
          title: words.columns.grounds,
          cell: ({ set }) => <Grounds set={set} onShow={onShow} />,
        },
      ]}
      rows={rowsOf(versions)}
      idOf={({ set }) => String(set.version)}
      empty={leadWords.nothing}
    />
  );
};
