import { ProblemBox } from '../shell/problem-box.tsx';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import { DeedButtons } from '../verbs/deed-buttons.tsx';
import type { Deed } from '../verbs/deeds.ts';
import { type Subject, subjectKey } from '../verbs/subject.ts';
import { DecidedBar } from '../views/decided-bar.tsx';
import type { Resolving } from '../views/use-resolve.ts';
import { Identity } from './identity.tsx';
import { Standing } from './standing.tsx';

type Props = { readonly desk: Desk; readonly subject: Subject };

const Outcome = ({ desk, subject }: Props) => {
  const { outcome, refusals } = desk.verbs;
  const about = subjectKey(subject);
  const here = outcome?.about === about ? outcome : null;
  const earlier = here === null && refusals.find(refusal => subjectKey(refusal.subject) === about);
  return (
    <>
      <output className="notice">{here?.ok ? here.notice : ''}</output>
      {here?.ok === false && <ProblemBox problem={here.problem} />}
      {earlier && <ProblemBox problem={earlier.problem} />}
    </>
  );
};

/** Who it is, how to reach her, what may be done, and how things stand: above every tab. */
export const PanelHead = ({ desk, subject, resolving }: Props & { readonly resolving: Resolving }) => {
  const { form, setForm, verbs } = desk;
  const onDeed = (deed: Deed) => {
    if (deed.atOnce) verbs.run(deed, subject, {});
    else setForm(form === deed.name ? null : deed.name);
  };
  return (
    <div className="panel-head">
      <Identity desk={desk} subject={subject} />
      <button type="button" className="dismiss" onClick={() => desk.open('')} aria-label={text.panel.close}>
        ×
      </button>
      <div className="actions">
        <DeedButtons subject={subject} busy={verbs.busy} form={form} onDeed={onDeed} />
        <Standing subject={subject} now={desk.now} />
      </div>
      <Outcome desk={desk} subject={subject} />
      <DecidedBar desk={desk} resolving={resolving} />
    </div>
  );
};
