import { useEffect, useRef, useState } from 'react';
import '../styles/care.css';
import { Button } from '../kit/button.tsx';
import { wallClock } from '../lib/clock.ts';
import { lazily } from '../lib/lazily.tsx';
import { ProblemBox } from '../shell/problem-box.tsx';
import { callWords } from '../strings/call.ts';
import type { Desk } from '../use-desk.ts';
import { clockText } from './clock-text.ts';
import { pageTimer, useTimer } from './page-timer.ts';
import { countedSeconds, type Timer } from './timer.ts';

const EndForm = lazily(async () => (await import('./end-form.tsx')).EndForm);

const { bar: words } = callWords;

const inputs = ['keydown', 'pointerdown', 'wheel', 'touchstart', 'input'] as const;
const lookMs = 1_000;

/** Looks at the clock each second while there is a timer, and as soon as somebody does something or the page is hidden. */
const useLooks = (openPatientId: string | null, isOn: boolean): void => {
  const open = useRef(openPatientId);
  useEffect(() => {
    open.current = openPatientId;
  }, [openPatientId]);
  useEffect(() => {
    if (!isOn) return;
    let lastInputAt = wallClock();
    const onInput = () => {
      lastInputAt = wallClock();
    };
    const look = () =>
      pageTimer.look({ lastInputAt, isHidden: document.hidden, openPatientId: open.current });
    const timer = window.setInterval(look, lookMs);
    document.addEventListener('visibilitychange', look);
    for (const name of inputs) document.addEventListener(name, onInput, { capture: true, passive: true });
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      for (const name of inputs) document.removeEventListener(name, onInput, { capture: true });
    };
  }, [isOn]);
};

/** The seconds as they are now; it renders once a second by itself. */
const Elapsed = ({ timer }: { readonly timer: Timer }) => {
  const [now, setNow] = useState(wallClock);
  useEffect(() => {
    const tick = window.setInterval(() => setNow(wallClock()), lookMs);
    return () => window.clearInterval(tick);
  }, []);
  return (
    <span className="elapsed" role="timer" aria-live="off">
      {clockText(countedSeconds(timer, timer.since === null ? timer.seenAt : Math.max(now, timer.seenAt)))}
    </span>
  );
};

const Running = ({ timer }: { readonly timer: Timer }) => (
  <>
    <output className={timer.paused ? 'muted' : 'running'}>
      {timer.paused ? words.paused[timer.paused] : ''}
    </output>
    <div className="buttons">
      {timer.since === null ? (
        <Button small onPress={pageTimer.resume} isDisabled={timer.paused === 'full'}>
          {words.resume}
        </Button>
      ) : (
        <Button small onPress={pageTimer.pause}>
          {words.pause}
        </Button>
      )}
      <Button small look="primary" onPress={pageTimer.end}>
        {words.end[timer.activity]}
      </Button>
    </div>
  </>
);

/** The time that is counted now, for whom, and what becomes of it; nothing while none is. */
export const TimerBar = ({ desk }: { readonly desk: Desk }) => {
  const { timer, isEnding, problem } = useTimer();
  useEffect(() => {
    void pageTimer.takeUp();
    return () => pageTimer.forget();
  }, []);
  useLooks(desk.opened.subject?.summary.id ?? null, timer !== null);
  if (timer === null) return problem && <ProblemBox problem={problem} />;
  return (
    <section className={timer.since === null ? 'timer-bar' : 'timer-bar on'} aria-label={words.label}>
      <span className="timer-what">
        {callWords.activities[timer.activity]} ·{' '}
        <Button look="link" onPress={() => desk.openPatient(timer.patientId)}>
          {timer.patientName}
        </Button>
      </span>
      <Elapsed timer={timer} />
      {isEnding ? <EndForm timer={timer} desk={desk} /> : <Running timer={timer} />}
      {problem && <ProblemBox problem={problem} />}
    </section>
  );
};
