import { dayMs, localDay, minuteMs } from '../src/domain/local-day.ts';
import { inTimeOrder } from './in-time-order.ts';
import { clockOf } from './local-clock.ts';
import type { Message } from './message.ts';
import { nuisances as mix } from './mix.ts';
import type { Nuisance } from './nuisance.ts';
import type { SimulatedPatient } from './patient.ts';
import { sentOn } from './send.ts';
import { holds } from './spells.ts';
import { awayMs, daysOf, type Today } from './today.ts';

const resendPurpose = 6;
const nothing: readonly Message[] = [];
/** what is held back twice arrives within this */
export const maxLateMs = Math.ceil(mix.lateBatch.days[1] + mix.gatewayOutage.days[1] + 1) * dayMs;

/** What was held back follows in order within a minute. */
const flushedAt = ({ from, to }: Nuisance, at: number): number =>
  to + Math.floor(((at - from) / (to - from)) * 60) * 1000;

/** When a message sent at an instant arrives: later where the way was blocked, null where it was lost. */
const arrivalOf = (nuisances: readonly Nuisance[], sentAt: number): number | null => {
  const late = nuisances.find(n => n.is === 'late-batch' && holds(n, sentAt));
  const at = late ? flushedAt(late, sentAt) : sentAt;
  const outage = nuisances.find(n => n.is === 'gateway-outage' && holds(n, at));
  if (outage?.is !== 'gateway-outage') return at;
  return outage.isLost ? null : flushedAt(outage, at);
};

const deliver = (today: Today, around: readonly Nuisance[], into: Message[]): void => {
  const { patient, day, dice } = today;
  const [soonest, latest] = mix.duplicates.minutes;
  const sent = sentOn(today);
  if (sent.length === 0) return;
  const random = dice(day, resendPurpose);
  for (const message of sent) {
    const at = arrivalOf(around, message.at);
    const isResent = random.chance(patient.resends);
    if (at === null) continue;
    into.push(at === message.at ? message : { ...message, at });
    if (!isResent) continue;
    const laterMs = (soonest + (latest - soonest) * random.next() ** mix.duplicates.minutesSkew) * minuteMs;
    into.push({ ...message, at: at + Math.round(laterMs / 1000) * 1000 });
  }
};

/**
 * Walks through a patient's days: `until(to)` gives what arrives from `from`, or from the last `to`, up to but not at
 * `to`, in order of arrival, whatever the steps.
 */
export const arrivalsOf = (patient: SimulatedPatient, from: number) => {
  const { timeZone, enrolledAt } = patient;
  const blocks = patient.nuisances.filter(n => n.is === 'late-batch' || n.is === 'gateway-outage');
  const dayAt = daysOf(patient);
  const clock = clockOf(timeZone);
  const firstDay = localDay(enrolledAt, timeZone);
  let day = Math.max(firstDay, localDay(Math.max(enrolledAt, from - maxLateMs), timeZone) - 1);
  let dayStartsAt = clock.startOf(day);
  let pending: Message[] = [];
  return (to: number): readonly Message[] => {
    while (dayStartsAt - awayMs < to) {
      deliver(dayAt(day), blocks, pending);
      day += 1;
      dayStartsAt = clock.startOf(day);
    }
    if (pending.length === 0) return nothing;
    inTimeOrder(pending);
    const end = pending.findIndex(({ at }) => at >= to);
    const due = end < 0 ? pending : pending.slice(0, end);
    pending = end < 0 ? [] : pending.slice(end);
    return (due[0]?.at ?? from) >= from ? due : due.filter(({ at }) => at >= from);
  };
};
