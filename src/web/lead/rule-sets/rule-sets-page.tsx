import { useState } from 'react';
import type { BacktestBody } from '../../../contract/backtests.ts';
import type { RuleSetBody } from '../../../contract/programs.ts';
import { Tabs } from '../../kit/tabs.tsx';
import type { PageOf } from '../../lib/api.ts';
import { leadWords } from '../../strings/lead.ts';
import type { Desk } from '../../use-desk.ts';
import { ProgramFilter } from '../report-filters.tsx';
import { ReportFrame } from '../report-frame.tsx';
import { useReport } from '../use-report.ts';
import { BacktestView } from './backtest-view.tsx';
import { Propose } from './propose.tsx';
import { TestsTable } from './tests-table.tsx';
import { Versions } from './versions.tsx';

const { ruleSets: words } = leadWords;

type Props = {
  readonly desk: Desk;
  readonly program: string;
  readonly name: string;
  readonly versions: readonly RuleSetBody[];
  readonly current: RuleSetBody;
  readonly onChanged: () => void;
};

/** Latest versions and tests of one program, and the way from a proposal to its activation. */
const OfProgram = ({ desk, program, name, versions, current, onChanged }: Props) => {
  const [tab, setTab] = useState('versions');
  const [testId, setTestId] = useState<string | null>(null);
  const [notice, setNotice] = useState('');
  const page = useReport<PageOf<BacktestBody>>('backtests', desk.turns.ruleSets);
  const tests = page.value?.items.filter(test => test.program === program) ?? [];
  const show = (id: string) => {
    setTestId(id);
    setTab('tests');
    setNotice('');
  };
  const activated = (said: string) => {
    setNotice(said);
    setTab('versions');
    onChanged();
  };
  const own = { programName: name, current, onActivated: activated };
  return (
    <>
      <output className="notice-good">{notice}</output>
      <Tabs
        label={words.title}
        selected={tab}
        onSelect={setTab}
        tabs={[
          {
            id: 'versions',
            title: words.tabs.versions,
            content: <Versions name={name} versions={versions} onShow={show} />,
          },
          {
            id: 'propose',
            title: words.tabs.propose,
            content: (
              <Propose
                key={current.version}
                {...own}
                onRefused={onChanged}
                onTest={test => {
                  page.reload();
                  show(test.id);
                }}
              />
            ),
          },
          {
            id: 'tests',
            title: words.tabs.tests,
            content: (
              <div className="report-section">
                {testId !== null && <BacktestView key={testId} {...own} desk={desk} id={testId} />}
                <TestsTable name={name} tests={tests} onShow={show} />
              </div>
            ),
          },
        ]}
      />
    </>
  );
};

/** Limits of a program by version, and how they are changed. */
export const RuleSetsPage = ({ desk }: { readonly desk: Desk }) => {
  const [chosen, setChosen] = useState('');
  const program = chosen || desk.place.program || (desk.programs[0]?.id ?? '');
  const path = program === '' ? null : `programs/${encodeURIComponent(program)}/rule-sets`;
  const report = useReport<PageOf<RuleSetBody>>(path, desk.worklist.turn);
  const versions = report.value?.items.filter(set => set.programId === program) ?? [];
  const [current] = versions;
  return (
    <ReportFrame
      title={words.title}
      about={words.about}
      tools={<ProgramFilter desk={desk} value={program} onChange={setChosen} withAll={false} />}
      report={report}
      asOf={null}
      onRefresh={report.reload}
    >
      {current && (
        <OfProgram
          key={program}
          desk={desk}
          program={program}
          name={desk.programNames.get(program) ?? program}
          versions={versions}
          current={current}
          onChanged={report.reload}
        />
      )}
    </ReportFrame>
  );
};
