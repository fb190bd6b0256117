import { dayMs, minuteMs } from '../src/domain/local-day.ts';
import { battery as mix } from './mix.ts';
import { type Random, randomOf } from './random.ts';
import { holds, type Spell } from './spells.ts';

/** One battery: full at `from`, changed at `to`; from `emptyAt` on, if that is before, the device says nothing. */
export type Battery = Spell & { readonly fullLifeMs: number; readonly emptyAt: number };

const toMinute = (at: number): number => Math.floor(at / minuteMs) * minuteMs;

const drawBattery = (from: number, random: Random): Battery => {
  const fullLifeMs = random.between(...mix.lifeDays) * dayMs;
  const emptyAt = toMinute(from + fullLifeMs);
  const silentMs = random.between(...mix.silentDays) * dayMs;
  const changedAt = emptyAt - (random.between(...mix.changedAtPercent) / 100) * fullLifeMs;
  return {
    from,
    fullLifeMs,
    emptyAt,
    to: toMinute(random.chance(mix.dies) ? emptyAt + silentMs : changedAt),
  };
};

/** The batteries of a device over a time, one after the other. */
export const drawBatteries = (key: string, during: Spell): readonly Battery[] => {
  const random = randomOf(key);
  const first = drawBattery(0, random);
  const batteries: Battery[] = [];
  let from = during.from - random.next() * (first.emptyAt * mix.usedAtStart);
  while (from < during.to) {
    const battery = drawBattery(from, random);
    batteries.push(battery);
    from = battery.to;
  }
  return batteries;
};

/** What is left in per cent; null while the battery is empty. After the last battery of the panel comes a full one. */
export const batteryPercent = (batteries: readonly Battery[], at: number): number | null => {
  const { from, fullLifeMs, emptyAt } = batteries.find(b => holds(b, at)) ?? {
    from: at,
    fullLifeMs: 1,
    emptyAt: Number.POSITIVE_INFINITY,
  };
  if (at >= emptyAt) return null;
  return Math.max(1, Math.round(100 * (1 - (at - from) / fullLifeMs)));
};

/** When a device was silent for want of a battery. */
export const deadSpells = (batteries: readonly Battery[]): readonly Spell[] =>
  batteries.filter(b => b.emptyAt < b.to).map(({ emptyAt, to }) => ({ from: emptyAt, to }));
