import { useState } from 'react';
import type { z } from 'zod';
import type { tokenSchema } from '../../contract/session.ts';
import { Badge } from '../kit/badge.tsx';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { FiguresTable } from '../lead/figures-table.tsx';
import { useReport } from '../lead/use-report.ts';
import type { PageOf } from '../lib/api.ts';
import { formatTime } from '../lib/times.ts';
import { useAct } from '../lib/use-act.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { adminWords } from '../strings/admin.ts';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import { programsSpoken } from './programs-field.tsx';
import { TokenDialog } from './token-dialog.tsx';

const { tokens: words, permissions } = adminWords;

type Token = z.infer<typeof tokenSchema>;

const isValid = ({ revokedAt, expiresAt }: Token, now: number): boolean =>
  revokedAt === null && Date.parse(expiresAt) > now;

type StateProps = { readonly token: Token; readonly now: number; readonly onRevoke: (token: Token) => void };

const State = ({ token, now, onRevoke }: StateProps) =>
  isValid(token, now) ? (
    <>
      <Badge tone="good">{words.valid}</Badge>{' '}
      <Button small aria-label={words.revokeOf(token.name)} onPress={() => onRevoke(token)}>
        {words.revoke}
      </Button>
    </>
  ) : (
    <Badge>{token.revokedAt === null ? words.over : words.revoked}</Badge>
  );

type TableProps = {
  readonly desk: Desk;
  readonly tokens: readonly Token[];
  readonly onRevoke: (token: Token) => void;
};

const TokensTable = ({ desk, tokens, onRevoke }: TableProps) => (
  <FiguresTable
    caption={words.caption}
    isCaptionHidden
    columns={[
      { id: 'name', title: words.columns.name, cell: token => token.name },
      {
        id: 'scopes',
        title: words.columns.scopes,
        cell: token => token.scopes.map(scope => permissions[scope]).join(', '),
      },
      {
        id: 'programs',
        title: words.columns.programs,
        cell: token => programsSpoken(token.programs, desk.programNames),
      },
      { id: 'expires', title: words.columns.expires, cell: token => formatTime(token.expiresAt, 'date') },
      {
        id: 'used',
        title: words.columns.used,
        cell: ({ lastUsedAt }) =>
          lastUsedAt === null ? adminWords.accounts.never : formatTime(lastUsedAt, 'dayTime'),
      },
      { id: 'by', title: words.columns.by, cell: token => token.createdBy },
      {
        id: 'state',
        title: words.columns.state,
        cell: token => <State token={token} now={desk.now} onRevoke={onRevoke} />,
      },
    ]}
    rows={tokens}
    idOf={token => token.id}
    empty={words.empty}
  />
);

type RevokeProps = { readonly token: Token; readonly onDone: () => void; readonly onClose: () => void };

const RevokeDialog = ({ token, onDone, onClose }: RevokeProps) => {
  const { busy, outcome, act } = useAct({ onRefused: () => undefined });
  const revoke = async () => {
    const path = `tokens/${encodeURIComponent(token.id)}`;
    const done = await act<object>({ method: 'DELETE', path, body: null }, { about: path, notice: () => '' });
    if (done) onDone();
  };
  return (
    <Dialog title={words.revokeTitle(token.name)} onClose={onClose}>
      <div className="stack">
        <p>{words.revokeHelp}</p>
        {outcome?.ok === false && <ProblemBox problem={outcome.problem} />}
        <div className="buttons">
          <Button look="danger" isDisabled={busy} onPress={() => void revoke()}>
            {words.revokeSubmit}
          </Button>
          <Button autoFocus onPress={onClose}>
            {text.cancel}
          </Button>
        </div>
      </div>
    </Dialog>
  );
};

/** Tokens of machines, also those that are over. */
export const Tokens = ({ desk }: { readonly desk: Desk }) => {
  const report = useReport<PageOf<Token>>('tokens');
  const [isIssuing, setIssuing] = useState(false);
  const [revoking, setRevoking] = useState<Token | null>(null);
  const [notice, setNotice] = useState('');
  const { value, problem, reload } = report;
  return (
    <div className="report-section">
      <div className="buttons">
        <Button look="primary" onPress={() => setIssuing(true)}>
          {words.issue}
        </Button>
      </div>
      <output className="notice-good">{notice}</output>
      {problem && <ProblemBox problem={problem} onRetry={reload} />}
      {value && <TokensTable desk={desk} tokens={value.items} onRevoke={setRevoking} />}
      {isIssuing && <TokenDialog desk={desk} onIssued={reload} onClose={() => setIssuing(false)} />}
      {revoking && (
        <RevokeDialog
          token={revoking}
          onDone={() => {
            setNotice(words.revokedOf(revoking.name));
            setRevoking(null);
            reload();
          }}
          onClose={() => setRevoking(null)}
        />
      )}
    </div>
  );
};
