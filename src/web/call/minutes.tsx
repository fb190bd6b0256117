import { useState } from 'react';
import type { MonthMinutesBody } from '../../contract/minutes.ts';
import { CareForm } from '../care/care-form.tsx';
import type { CareProps } from '../care/care-props.ts';
import { patientPath } from '../care/care-props.ts';
import { Section } from '../care/section.tsx';
import { useCareAct } from '../care/use-care-act.ts';
import { Button } from '../kit/button.tsx';
import { useResource } from '../lib/use-resource.ts';
import { usePermission } from '../session/session.ts';
import { callWords } from '../strings/call.ts';
import { byHandForm } from './by-hand-form.ts';
import { MinutesEntry } from './minutes-entry.tsx';
import { MonthTotals } from './month-totals.tsx';
import { startTimer, useTimer } from './page-timer.ts';
import { WaitingDialog } from './waiting-dialog.tsx';

const { minutes: words } = callWords;

/** `November 2026`. */
const monthName = (month: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );

/** The month's time on a patient: what counts, what waits, and what it reaches. */
export const Minutes = ({ desk, subject }: CareProps) => {
  const { summary, item } = subject;
  const month = useResource<MonthMinutesBody>(patientPath(subject, 'minutes'), desk.turns.patient);
  const act = useCareAct(desk);
  const mayAct = usePermission('worklist:act');
  const { timer } = useTimer();
  const [open, setOpen] = useState<'by-hand' | 'waiting' | null>(null);
  const { value } = month;
  if (value === null) return <Section title={words.title(null)} isLoading problem={month.problem} />;
  const itemId = item && item.state !== 'closed' ? item.id : undefined;
  const shown = value.items.filter(entry => entry.state !== 'discarded' && entry.id !== timer?.id);
  const actions = mayAct && (
    <>
      {timer?.patientId !== summary.id && (
        <Button small onPress={() => void startTimer(summary, itemId, 'review')}>
          {words.start}
        </Button>
      )}
      <Button
        small
        aria-expanded={open === 'by-hand'}
        onPress={() => setOpen(open === 'by-hand' ? null : 'by-hand')}
      >
        {words.byHand}
      </Button>
      <Button small onPress={() => setOpen('waiting')}>
        {words.all}
      </Button>
    </>
  );
  return (
    <Section
      title={words.title(monthName(value.month))}
      actions={actions}
      act={act}
      problem={month.problem}
      onRetry={month.reload}
    >
      <MonthTotals month={value} transmitted={item?.transmittedDays ?? null} />
      {open === 'waiting' && <WaitingDialog desk={desk} onClose={() => setOpen(null)} />}
      {open === 'by-hand' && (
        <CareForm
          spec={byHandForm(desk.now)}
          id={`minutes ${summary.id}`}
          busy={act.busy}
          onClose={() => setOpen(null)}
          onSend={async body => {
            const path = patientPath(subject, 'minutes');
            return (await act.run({ method: 'POST', path, body }, words.entered)) !== null;
          }}
        />
      )}
      {shown.length === 0 && <p className="muted">{words.none}</p>}
      <ul className="notes">
        {shown.map(entry => (
          <MinutesEntry key={`${entry.id} ${entry.version}`} entry={entry} desk={desk} act={act} />
        ))}
      </ul>
    </Section>
  );
};
