import { expect, test } from 'vitest';
import { clockOf } from '../../simulators/local-clock.ts';
import { hourMs, isoLocal, localDay, startOfLocalDay } from '../../src/domain/local-day.ts';
import { endAt, startAt } from './fixtures.ts';

const zones = [
  'America/New_York',
  'America/Phoenix',
  'Europe/Madrid',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
];

test.each(zones)('%s: writes the same time and begins the same days as the domain does', timeZone => {
  const { iso, startOf } = clockOf(timeZone);
  const years = [Date.UTC(2000, 0, 1), Date.UTC(2028, 0, 1)];
  for (let at = startAt; at < endAt; at += 1.37 * hourMs) {
    const whole = Math.floor(at / 1000) * 1000;
    expect(iso(whole)).toBe(isoLocal(whole, timeZone));
    const day = localDay(whole, timeZone);
    expect(startOf(day)).toBe(startOfLocalDay(day, timeZone));
  }
  for (const at of years) expect(iso(at)).toBe(isoLocal(at, timeZone));
});
