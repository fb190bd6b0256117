import { dayMs, hourMs, isoDay, minuteMs, offsetMs, startOfLocalDay } from '../src/domain/local-day.ts';

export type LocalClock = {
  /** what `isoLocal` gives */
  readonly iso: (at: number) => string;
  /** what `startOfLocalDay` gives */
  readonly startOf: (day: number) => number;
};

const two = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

const offsetText = (offset: number): string => {
  const minutes = Math.abs(offset) / minuteMs;
  return `${offset < 0 ? '-' : '+'}${two[Math.floor(minutes / 60)]}:${two[Math.floor(minutes % 60)]}`;
};

const remembering = <T>(make: (key: number) => T): ((key: number) => T) => {
  const known = new Map<number, T>();
  return key => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(key);
    known.set(key, made);
    return made;
  };
};

const dateOf = remembering(isoDay);
const clocks = new Map<string, LocalClock>();

const createClock = (timeZone: string): LocalClock => {
  /** of a day of UTC; NaN where the offset changes during it */
  const offsetOf = remembering(day => {
    const offset = offsetMs(day * dayMs, timeZone);
    return offset === offsetMs((day + 1) * dayMs - 1, timeZone) ? offset : Number.NaN;
  });
  const suffix = remembering(offsetText);
  return {
    startOf: remembering(day => startOfLocalDay(day, timeZone)),
    iso: at => {
      const ofDay = offsetOf(Math.floor(at / dayMs));
      const offset = Number.isNaN(ofDay) ? offsetMs(at, timeZone) : ofDay;
      const day = Math.floor((at + offset) / dayMs);
      const rest = at + offset - day * dayMs;
      const hour = Math.floor(rest / hourMs);
      const minute = Math.floor((rest % hourMs) / minuteMs);
      const second = Math.floor((rest % minuteMs) / 1000);
      return `${dateOf(day)}T${two[hour]}:${two[minute]}:${two[second]}${suffix(offset)}`;
    },
  };
};

/** A zone's calendar that remembers days and offsets: writing a time then costs a tenth. */
export const clockOf = (timeZone: string): LocalClock => {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = createClock(timeZone);
    clocks.set(timeZone, clock);
  }
  return clock;
};
