import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { lazily } from './lib/lazily.tsx';
import { laneOf } from './lib/place.ts';
import type { View } from './lib/views.ts';
import { Worklist } from './list/worklist.tsx';
import { SearchDialog } from './search/search-lazily.ts';
import { PasswordDialog } from './session/password-dialog.tsx';
import { usePermission } from './session/session.ts';
import { Header } from './shell/header.tsx';
import { Footer, NoticeBanner, useNotice } from './shell/notice.tsx';
import { isFullWidth, pages } from './shell/pages.ts';
import { ProblemBox } from './shell/problem-box.tsx';
import { usePages } from './shell/use-pages.ts';
import { text } from './strings.ts';
import { type Desk, useDesk } from './use-desk.ts';
import { useDeskKeys } from './use-desk-keys.ts';
import { UndoToast } from './verbs/undo-toast.tsx';

const Panel = lazily(async () => (await import('./panel/panel.tsx')).Panel);
const TimerBar = lazy(async () => ({ default: (await import('./call/timer-bar.tsx')).TimerBar }));
const HelpDialog = lazily(async () => (await import('./shell/help-dialog.tsx')).HelpDialog);
const RiskList = lazily(async () => (await import('./views/risk/risk-list.tsx')).RiskList);
const WhoseList = lazily(async () => (await import('./views/whose/whose-list.tsx')).WhoseList);
const SuspectList = lazily(async () => (await import('./views/suspect/suspect-list.tsx')).SuspectList);
const RejectedList = lazily(async () => (await import('./views/rejected/rejected-list.tsx')).RejectedList);
const LoadPage = lazily(async () => (await import('./lead/load/load-page.tsx')).LoadPage);
const ResponsePage = lazily(async () => (await import('./lead/response-page.tsx')).ResponsePage);
const CaseloadPage = lazily(async () => (await import('./lead/caseload/caseload-page.tsx')).CaseloadPage);
const RuleSetsPage = lazily(async () => (await import('./lead/rule-sets/rule-sets-page.tsx')).RuleSetsPage);
const MovementPage = lazily(async () => (await import('./lead/movement-page.tsx')).MovementPage);
const DevicesPage = lazily(async () => (await import('./lead/devices-page.tsx')).DevicesPage);
const CoveragePage = lazily(async () => (await import('./lead/coverage/coverage-page.tsx')).CoveragePage);
const AccountsPage = lazily(async () => (await import('./admin/accounts-page.tsx')).AccountsPage);
const AuditPage = lazily(async () => (await import('./admin/audit-page.tsx')).AuditPage);
const NotYours = lazily(async () => (await import('./shell/not-yours.tsx')).NotYours);
const ProviderPage = lazily(async () => (await import('./provider/provider-page.tsx')).ProviderPage);

/** As in narrow.css. */
const stacked = '(max-width: 1023px) and (max-height: 620px)';

type ViewOf = (props: { desk: Desk }) => ReactNode;

const lists: Readonly<Record<View, ViewOf>> = {
  clinical: Worklist,
  tasks: Worklist,
  'no-data': Worklist,
  technical: Worklist,
  risk: RiskList,
  whose: WhoseList,
  suspect: SuspectList,
  rejected: RejectedList,
  'awaits-me': ProviderPage,
  load: LoadPage,
  response: ResponsePage,
  caseload: CaseloadPage,
  'rule-sets': RuleSetsPage,
  movement: MovementPage,
  devices: DevicesPage,
  coverage: CoveragePage,
  accounts: AccountsPage,
  audit: AuditPage,
};

const Side = ({ desk }: { desk: Desk }) => {
  const { place, opened } = desk;
  const { subject, item, patient } = opened;
  const placeId = place.item || place.patient;
  if (placeId === '') {
    return (
      <div className="empty">
        <p>{text.panel.nothing}</p>
        <p className="muted">{text.panel.hint}</p>
      </div>
    );
  }
  if (subject) return <Panel key={placeId} desk={desk} subject={subject} />;
  const failed = place.item ? item : patient;
  if (!failed.problem) return <p className="empty">{text.loading}</p>;
  return <ProblemBox title={text.panel.failed} problem={failed.problem} onRetry={failed.reload} />;
};

const Dialogs = ({ desk }: { desk: Desk }) => {
  const { dialog, setDialog, programNames, openPatient } = desk;
  const close = () => setDialog(null);
  if (dialog === 'password') return <PasswordDialog onClose={close} />;
  if (dialog === 'help') return <HelpDialog onClose={close} />;
  if (dialog !== 'search') return null;
  return (
    <SearchDialog
      title={text.search.title}
      programNames={programNames}
      onClose={close}
      onChoose={patient => {
        close();
        openPatient(patient.id);
      }}
    />
  );
};

/** Where the panel stands below the list, as at a zoom of 200 %, it comes into view when it opens. */
const usePanelInView = (placeId: string) => {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (placeId && window.matchMedia(stacked).matches) panel.current?.scrollIntoView({ block: 'start' });
  }, [placeId]);
  return panel;
};

const Page = ({ desk }: { desk: Desk }) => {
  const { view, item, patient } = desk.place;
  const permitted = usePages();
  const isWide = pages.some(page => page.view === view && isFullWidth(page.group));
  const panel = usePanelInView(item || patient);
  const first = permitted[0];
  if (first === undefined) return <main className="empty">{text.views.noPage}</main>;
  if (!permitted.some(page => page.view === view)) return <NotYours desk={desk} first={first.view} />;
  const List = lists[view];
  return (
    <div className={`split${item || patient ? ' panel-open' : ''}${isWide ? ' wide' : ''}`}>
      <List key={laneOf(view) === null ? view : 'worklist'} desk={desk} />
      <aside className="panel" ref={panel} aria-label={text.panel.label}>
        <Side desk={desk} />
      </aside>
    </div>
  );
};

export const App = () => {
  const desk = useDesk();
  useDeskKeys(desk);
  const notice = useNotice();
  const mayAct = usePermission('worklist:act');
  return (
    <>
      <button type="button" className="skip" onClick={() => document.getElementById('worklist')?.focus()}>
        {text.skip}
      </button>
      <Header desk={desk} />
      <NoticeBanner notice={notice} />
      <Page desk={desk} />
      {mayAct && (
        <Suspense fallback={null}>
          <TimerBar desk={desk} />
        </Suspense>
      )}
      <Footer notice={notice} />
      <UndoToast
        verbs={desk.verbs}
        openPatientId={desk.opened.subject?.summary.id}
        onShow={({ item, summary }) => (item ? desk.open(item.id) : desk.openPatient(summary.id))}
      />
      <Dialogs desk={desk} />
    </>
  );
};
