import { useState } from 'react';
import { Tabs } from '../kit/tabs.tsx';
import { ReportFrame } from '../lead/report-frame.tsx';
import { useReport } from '../lead/use-report.ts';
import type { PageOf } from '../lib/api.ts';
import { adminWords } from '../strings/admin.ts';
import type { Desk } from '../use-desk.ts';
import type { AccountBody } from './account-draft.ts';
import { People } from './people.tsx';
import { Tokens } from './tokens.tsx';

const { accounts: words } = adminWords;

/** Who may sign in, and which machines may call. */
export const AccountsPage = ({ desk }: { readonly desk: Desk }) => {
  const [tab, setTab] = useState('people');
  const report = useReport<PageOf<AccountBody>>('accounts');
  return (
    <ReportFrame
      title={words.title}
      about={words.about}
      report={report}
      asOf={null}
      onRefresh={report.reload}
    >
      <Tabs
        label={words.title}
        selected={tab}
        onSelect={setTab}
        tabs={[
          { id: 'people', title: words.tabs.people, content: <People desk={desk} report={report} /> },
          { id: 'tokens', title: words.tabs.tokens, content: <Tokens desk={desk} /> },
        ]}
      />
    </ReportFrame>
  );
};
