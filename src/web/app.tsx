import { useKeys } from './lib/use-keys.ts';
import { focusedLine, moveFocus } from './list/focus.ts';
import { Worklist } from './list/worklist.tsx';
import { mayAcknowledge } from './panel/actions.tsx';
import { Panel } from './panel/panel.tsx';
import { ActorDialog } from './shell/actor-dialog.tsx';
import { Header } from './shell/header.tsx';
import { HelpDialog } from './shell/help-dialog.tsx';
import { ProblemBox } from './shell/problem-box.tsx';
import { text } from './strings.ts';
import { type Desk, useDesk } from './use-desk.ts';

const useDeskKeys = (desk: Desk): void => {
  const { place, worklist, item, verbs } = desk;
  const target = () => focusedLine() ?? (place.item || null);
  const targetItem = () => {
    const id = target();
    if (item.value !== null && item.value.id === id) return item.value;
    return worklist.lines?.items.find(each => each.id === id);
  };
  const move = (by: 1 | -1) => moveFocus(focusedLine() ?? desk.cursor ?? (place.item || null), by);
  const showForm = (form: 'note' | 'close') => {
    const id = target();
    if (id === null) return;
    desk.open(id);
    desk.setForm(form, id);
  };
  const acknowledge = () => {
    const found = targetItem();
    if (!found) return;
    desk.open(found.id);
    if (mayAcknowledge(found)) void verbs.act(found, { is: 'acknowledge' });
  };
  const back = () => (desk.form ? desk.setForm(null) : desk.open(''));
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    a: acknowledge,
    n: () => showForm('note'),
    c: () => showForm('close'),
    Escape: back,
    '?': () => desk.setDialog('help'),
  });
};

const Side = ({ desk }: { desk: Desk }) => {
  const { item, place } = desk;
  if (item.value !== null) return <Panel key={item.value.id} desk={desk} item={item.value} />;
  if (place.item === '') {
    return (
      <div className="empty">
        <p>{text.panel.nothing}</p>
        <p className="muted">{text.panel.hint}</p>
      </div>
    );
  }
  if (!item.problem) return <p className="empty">{text.loading}</p>;
  return <ProblemBox title={text.panel.failed} problem={item.problem} onRetry={item.reload} />;
};

export const App = () => {
  const desk = useDesk();
  const { place, go, worklist, setDialog } = desk;
  useDeskKeys(desk);
  const noDialog = () => setDialog(null);
  return (
    <>
      <button type="button" className="skip" onClick={() => document.getElementById('worklist')?.focus()}>
        {text.skip}
      </button>
      <Header
        place={place}
        go={go}
        programs={desk.programs}
        lines={worklist.lines}
        actorName={desk.actor.name}
        onChangeActor={() => setDialog('actor')}
        onHelp={() => setDialog('help')}
      />
      <div className="split">
        <Worklist
          worklist={worklist}
          connection={desk.connection}
          place={place}
          now={desk.now}
          cursor={desk.cursor}
          programNames={desk.programNames}
          onOpen={desk.open}
          onCursor={desk.setCursor}
        />
        <aside className="panel" aria-label={text.panel.label}>
          <Side desk={desk} />
        </aside>
      </div>
      {desk.dialog === 'actor' && <ActorDialog actor={desk.actor} onClose={noDialog} />}
      {desk.dialog === 'help' && <HelpDialog onClose={noDialog} />}
    </>
  );
};
