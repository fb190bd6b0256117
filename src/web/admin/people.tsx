import { useState } from 'react';
import { Badge } from '../kit/badge.tsx';
import { Button } from '../kit/button.tsx';
import { FiguresTable } from '../lead/figures-table.tsx';
import type { Report } from '../lead/use-report.ts';
import type { PageOf } from '../lib/api.ts';
import { formatTime } from '../lib/times.ts';
import { adminWords } from '../strings/admin.ts';
import { sessionWords } from '../strings/session.ts';
import type { Desk } from '../use-desk.ts';
import { AccountDialog } from './account-dialog.tsx';
import type { AccountBody } from './account-draft.ts';
import { programsSpoken } from './programs-field.tsx';

const { accounts: words } = adminWords;

const State = ({ account, now }: { readonly account: AccountBody; readonly now: number }) => {
  const { disabledAt, lockedUntil } = account;
  if (disabledAt !== null) return <Badge>{words.disabled}</Badge>;
  if (lockedUntil !== null && Date.parse(lockedUntil) > now)
    return <Badge tone="urgent">{words.locked(formatTime(lockedUntil, 'clock'))}</Badge>;
  return <Badge tone="good">{words.active}</Badge>;
};

const waysOf = ({ signsIn }: AccountBody): string =>
  [...(signsIn.password ? [words.password] : []), ...(signsIn.provider ? [words.provider] : [])].join(', ') ||
  adminWords.none;

type TableProps = {
  readonly desk: Desk;
  readonly accounts: readonly AccountBody[];
  readonly onChange: (account: AccountBody) => void;
};

const AccountsTable = ({ desk, accounts, onChange }: TableProps) => (
  <FiguresTable
    caption={words.caption}
    isCaptionHidden
    columns={[
      { id: 'name', title: words.columns.name, cell: account => account.name },
      { id: 'username', title: words.columns.username, cell: account => account.username },
      {
        id: 'roles',
        title: words.columns.roles,
        cell: account => account.roles.map(role => sessionWords.account.roles[role]).join(', '),
      },
      {
        id: 'programs',
        title: words.columns.programs,
        cell: account => programsSpoken(account.programs, desk.programNames),
      },
      { id: 'signs-in', title: words.columns.signsIn, cell: waysOf },
      {
        id: 'last',
        title: words.columns.last,
        cell: ({ lastSignInAt }) =>
          lastSignInAt === null ? words.never : formatTime(lastSignInAt, 'dayTime'),
      },
      {
        id: 'state',
        title: words.columns.state,
        cell: account => <State account={account} now={desk.now} />,
      },
      {
        id: 'act',
        title: words.columns.act,
        cell: account => (
          <Button small aria-label={words.changeOf(account.name)} onPress={() => onChange(account)}>
            {words.change}
          </Button>
        ),
      },
    ]}
    rows={accounts}
    idOf={account => account.id}
    empty={words.empty}
  />
);

type Props = { readonly desk: Desk; readonly report: Report<PageOf<AccountBody>> };

/** Everybody who may sign in; adding and changing them. */
export const People = ({ desk, report }: Props) => {
  const [shown, setShown] = useState<{ readonly account: AccountBody | null } | null>(null);
  const [notice, setNotice] = useState('');
  return (
    <div className="report-section">
      <div className="buttons">
        <Button look="primary" onPress={() => setShown({ account: null })}>
          {words.add}
        </Button>
      </div>
      <output className="notice-good">{notice}</output>
      {report.value && (
        <AccountsTable
          desk={desk}
          accounts={report.value.items}
          onChange={account => setShown({ account })}
        />
      )}
      {shown && (
        <AccountDialog
          desk={desk}
          account={shown.account}
          onDone={said => {
            setNotice(said);
            setShown(null);
            report.reload();
          }}
          onRefused={report.reload}
          onClose={() => setShown(null)}
        />
      )}
    </div>
  );
};
