import { useEffect, useRef, useState } from 'react';
import { wallClock } from '../lib/clock.ts';
import { isKeptAwake } from './awake.ts';
import { idleStep } from './idle.ts';
import { session } from './session.ts';
import type { SignedIn } from './session-store.ts';

const tickMs = 1_000;
const inputs = ['keydown', 'pointerdown', 'wheel', 'touchstart', 'input'] as const;

/**
 * Tells the server of signs of life, and ends what is shown when there were none. The seconds left, while it warns; a
 * warning ends by an answer to it, not by a movement beside it.
 */
export const useIdle = ({ idleEndsAt, endsAt }: Pick<SignedIn, 'idleEndsAt' | 'endsAt'>): number | null => {
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);
  const at = useRef({ lastInputAt: 0, lastToldAt: wallClock() });
  useEffect(() => {
    const onInput = () => {
      at.current.lastInputAt = wallClock();
    };
    for (const name of inputs) document.addEventListener(name, onInput, { capture: true, passive: true });
    return () => {
      for (const name of inputs) document.removeEventListener(name, onInput, { capture: true });
    };
  }, []);
  useEffect(() => {
    const look = () => {
      const now = wallClock();
      const step = idleStep({ now, idleEndsAt, endsAt, ...at.current, isKeptAwake: isKeptAwake() });
      setSecondsLeft(step === 'warn' ? Math.max(1, Math.ceil((idleEndsAt - now) / 1000)) : null);
      if (step === 'tell') {
        at.current.lastToldAt = now;
        void session.stayActive();
      }
      if (step === 'over') void session.ask();
    };
    look();
    const timer = window.setInterval(look, tickMs);
    return () => window.clearInterval(timer);
  }, [idleEndsAt, endsAt]);
  return secondsLeft;
};
