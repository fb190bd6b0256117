import { useState } from 'react';
import { Tabs } from '../kit/tabs.tsx';
import { useKeys } from '../lib/use-keys.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { panelWords } from '../strings/panel-charts.ts';
import { text } from '../strings.ts';
import '../styles/panel-more.css';
import type { Desk } from '../use-desk.ts';
import type { Subject } from '../verbs/subject.ts';
import { useResolve } from '../views/use-resolve.ts';
import { DeedForm } from './deed-form.tsx';
import { PanelHead } from './panel-head.tsx';
import { PanelReason } from './panel-reason.tsx';
import { contents, type TabId, type TabProps, tabIds } from './tab-contents.tsx';
import { useAlerts } from './use-alerts.ts';

type Props = { readonly desk: Desk; readonly subject: Subject };

const OtherItem = ({ desk, subject: { item, patient } }: Props) => {
  const other = patient?.openItemId;
  if (item?.state !== 'closed' || !other || other === item.id) return null;
  return (
    <button type="button" className="link" onClick={() => desk.open(other)}>
      {text.panel.openOther}
    </button>
  );
};

const Problems = ({ desk: { opened } }: Pick<Props, 'desk'>) => (
  <>
    {opened.item.problem && <ProblemBox problem={opened.item.problem} onRetry={opened.item.reload} />}
    {opened.patient.problem && (
      <ProblemBox
        title={text.panel.failed}
        problem={opened.patient.problem}
        onRetry={opened.patient.reload}
      />
    )}
  </>
);

/** Which tab is shown; a patient is opened with what is to be done now. */
const useTab = () => {
  const [tab, setTab] = useState<TabId>('now');
  const step = (by: number) => {
    const next = tabIds[(tabIds.indexOf(tab) + by + tabIds.length) % tabIds.length];
    if (next) setTab(next);
  };
  useKeys({ ']': () => step(1), '[': () => step(-1) });
  return { tab, setTab };
};

export const Panel = ({ desk, subject }: Props) => {
  const { tab, setTab } = useTab();
  const resolving = useResolve(desk);
  const props: TabProps = { desk, subject, resolving, ...useAlerts(subject, desk.turns.patient) };
  const reason = tab !== 'now' && <PanelReason alerts={props.current} onAlerts={() => setTab('now')} />;
  const tabs = tabIds.map(id => {
    const Content = contents[id];
    return {
      id,
      title: panelWords.tabs[id],
      content: (
        <div key={id} className="tab-body">
          {reason}
          <Content {...props} />
        </div>
      ),
    };
  });
  return (
    <>
      <PanelHead desk={desk} subject={subject} resolving={resolving} />
      <div className="panel-body">
        <OtherItem desk={desk} subject={subject} />
        <Problems desk={desk} />
        <DeedForm desk={desk} subject={subject} />
        <Tabs
          label={panelWords.tabs.label}
          tabs={tabs}
          selected={tab}
          onSelect={id => setTab(tabIds.find(each => each === id) ?? 'now')}
        />
      </div>
    </>
  );
};
