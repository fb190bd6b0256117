import { hourMs } from '../src/domain/local-day.ts';
import type { Message } from './message.ts';
import { randomOf } from './random.ts';

export type FaultOptions = { readonly seed: string | number; readonly rate: number };

const inOrder = (messages: readonly Message[]): readonly Message[] =>
  messages.toSorted((a, b) => a.at - b.at);

/** `rate` of the messages are sent a second time, unchanged, seconds to minutes later. */
export const withDuplicates = (
  messages: readonly Message[],
  { seed, rate }: FaultOptions,
): readonly Message[] => {
  const random = randomOf(`${seed}/duplicates`);
  const again = messages
    .filter(() => random.chance(rate))
    .map(message => ({ ...message, at: message.at + Math.round(random.between(1, 300)) * 1000 }));
  return inOrder([...messages, ...again]);
};

/** In `rate` of all clock hours nothing gets through; the hour's messages follow at its end, in order. */
export const withLateBatches = (
  messages: readonly Message[],
  { seed, rate }: FaultOptions,
): readonly Message[] => {
  const late = messages.map(message => {
    const hour = Math.floor(message.at / hourMs);
    const lost = randomOf(`${seed}/late/${hour}`).chance(rate);
    return lost ? { ...message, at: (hour + 1) * hourMs } : message;
  });
  return inOrder(late);
};

const wrongClocks: readonly ((measuredAt: string) => string)[] = [
  measuredAt => `${Number(measuredAt.slice(0, 4)) + 2}-01-01${measuredAt.slice(10)}`,
  measuredAt => `1970-01-01${measuredAt.slice(10)}`,
];

/** `rate` of the messages claim to be measured years ahead, or in 1970 as a clock that was never set. */
export const withClockFaults = (
  messages: readonly Message[],
  { seed, rate }: FaultOptions,
): readonly Message[] => {
  const random = randomOf(`${seed}/clock`);
  return messages.map(message => {
    if (!random.chance(rate)) return message;
    const measuredAt = random.pick(wrongClocks)(message.payload.measuredAt);
    return { ...message, payload: { ...message.payload, measuredAt } };
  });
};
