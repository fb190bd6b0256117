import type { Episode, Told } from '../../src/alerts/episode.ts';
import type { Finding } from '../../src/domain/alert.ts';

export const grounds = { because: 'because', evidence: { readings: [], limits: {} } } as const;

type Firing = Extract<Finding, { is: 'firing' }>;
type Pending = Extract<Finding, { is: 'pending' }>;

export const firing = (over: Partial<Firing> = {}): Firing => ({
  is: 'firing',
  severity: 'warning',
  confirmed: true,
  ...grounds,
  ...over,
});

export const pending = (until: number, over: Partial<Pending> = {}): Pending => ({
  is: 'pending',
  until,
  severity: 'urgent',
  ...grounds,
  ...over,
});

/** An alert that has fired at 100 and goes on, as stored and told. */
export const episode = (over: Partial<Episode> = {}): Episode => ({
  id: 'alr_1',
  told: told(),
  changed: false,
  startedAt: 100,
  firedAt: 100,
  everFiredAt: 100,
  lastAt: 100,
  pendingUntil: null,
  endedAt: null,
  endReason: null,
  severity: 'warning',
  confirmed: true,
  ...grounds,
  ...over,
});

export const told = (over: Partial<Told> = {}): Told => ({
  fired: true,
  ended: false,
  severity: 'warning',
  confirmed: true,
  ...over,
});

/** One that waits from 100 for a repeat until 200. */
export const waiting = (over: Partial<Episode> = {}): Episode =>
  episode({
    told: told({ fired: false, confirmed: false }),
    firedAt: null,
    everFiredAt: null,
    pendingUntil: 200,
    confirmed: false,
    ...over,
  });
