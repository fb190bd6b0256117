import { expect, test } from 'vitest';
import type { Nuisance, NuisanceName } from '../../simulators/nuisance.ts';
import type { SimulatedPatient } from '../../simulators/patient.ts';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import { kgPerLb } from '../../src/domain/units.ts';
import { endAt, meanOf, panelOf, shareOf, startAt, undisturbed } from './fixtures.ts';
import { ofDevice, type Reading, readings } from './readings.ts';

const crowd = panelOf('nuisances', 500);

type Met<N extends NuisanceName> = {
  /** with this nuisance only, and no course */
  readonly patient: SimulatedPatient;
  readonly nuisance: Extract<Nuisance, { is: N }>;
};

const met = <N extends NuisanceName>(is: N, most = 40): readonly Met<N>[] =>
  crowd
    .flatMap(one =>
      one.nuisances
        .filter((n): n is Extract<Nuisance, { is: N }> => n.is === is)
        .map(nuisance => ({
          patient: { ...undisturbed(one), courses: [], nuisances: [nuisance] },
          nuisance,
        })),
    )
    .slice(0, most);

const plain = (patient: SimulatedPatient): SimulatedPatient => ({ ...patient, nuisances: [] });
const claims = (messages: readonly Reading[]) => messages.map(({ payload }) => payload.measuredAt).sort();
/** A device counts what it measures, so that the numbers move when something is missing. */
const uncounted = (messages: readonly Reading[]) =>
  messages.map(({ payload: { seq: _, ...payload }, ...message }) => ({ ...message, payload }));
const kgOf = ({ payload }: Reading) =>
  'value' in payload ? Number(payload.value) * (payload.unit === '[lb_av]' ? kgPerLb : 1) : Number.NaN;

test('a holiday is a gap: nothing is measured, before and after as ever', () => {
  const holidays = met('holiday');
  expect(holidays.length).toBeGreaterThan(20);
  for (const { patient, nuisance } of holidays) {
    const usual = readings(plain(patient), startAt, endAt);
    const kept = usual.filter(({ at }) => at < nuisance.from || at >= nuisance.to);
    expect(uncounted(readings(patient, startAt, endAt))).toEqual(uncounted(kept));
  }
});

test('travel shows in the offset of measuredAt, and fewer readings come, at odd hours', () => {
  const counts = met('travel').map(({ patient, nuisance: { from, to, timeZone } }) => {
    const [away, home] = [readings(patient, from, to), readings(plain(patient), from, to)];
    const offset = (message: Reading) => message.payload.measuredAt.slice(-6);
    const elsewhere = away.filter(m => !home.some(h => offset(h) === offset(m)));
    const isElsewhere = home.length > 0 && timeZone !== patient.timeZone;
    return { away: away.length, home: home.length, elsewhere: isElsewhere ? elsewhere.length : 0 };
  });
  expect(meanOf(counts.map(c => c.away)) / meanOf(counts.map(c => c.home))).toBeGreaterThan(0.4);
  expect(meanOf(counts.map(c => c.away)) / meanOf(counts.map(c => c.home))).toBeLessThan(0.85);
  expect(shareOf(counts, c => c.elsewhere > 0)).toBeGreaterThan(0.5);
});

test('a late batch arrives after its end within a minute, whole and in measured order, hours to days old', () => {
  const oldest = met('late-batch').map(({ patient, nuisance: { from, to } }) => {
    const usual = readings(plain(patient), from, to);
    expect(readings(patient, from, to)).toEqual([]);
    const batch = readings(patient, to, to + 61_000).filter(m => Date.parse(m.payload.measuredAt) < to);
    expect(batch.map(({ payload }) => payload)).toEqual(usual.map(({ payload }) => payload));
    return Math.max(0, ...batch.map(({ at, payload }) => at - Date.parse(payload.measuredAt)));
  });
  expect(Math.max(...oldest)).toBeGreaterThan(3 * dayMs);
});

test('an outage silences a fifth or more of a gateway’s patients at once; some are flushed, some are lost', () => {
  const outages = Map.groupBy(
    met('gateway-outage', 10_000),
    ({ patient, nuisance }) => `${patient.gateway} ${nuisance.from}`,
  );
  expect(outages.size).toBeGreaterThan(3);
  for (const hit of outages.values()) {
    const of = crowd.filter(({ gateway }) => gateway === hit[0]?.patient.gateway).length;
    expect(hit.length / of).toBeGreaterThan(0.2);
  }
  const lost = met('gateway-outage', 200).map(({ patient, nuisance: { from, to, isLost } }) => {
    expect(readings(patient, from, to)).toEqual([]);
    const usual = readings(plain(patient), from, to);
    const flushed = readings(patient, to, to + 61_000).filter(m => Date.parse(m.payload.measuredAt) < to);
    expect(claims(flushed)).toEqual(isLost ? [] : claims(usual));
    return isLost;
  });
  expect(new Set(lost)).toEqual(new Set([true, false]));
});

test('a reset clock claims 2000 or 2028 until it is set, and nothing else changes', () => {
  const years = met('clock-reset').flatMap(({ patient, nuisance: { from, to, deviceId, year } }) => {
    const wrong = ofDevice(readings(patient, from, to), deviceId);
    const usual = ofDevice(readings(plain(patient), from, to), deviceId);
    const claimed = wrong.map(({ payload }) => Date.parse(payload.measuredAt));
    expect(claimed).toEqual(usual.map(({ at }) => Date.UTC(year, 0, 1) + at - from));
    const strip = (list: readonly Reading[]) =>
      list.map(({ payload: { measuredAt: _, ...rest }, ...message }) => ({ ...message, rest }));
    expect(strip(wrong)).toEqual(strip(usual));
    return wrong.length > 0 ? [year] : [];
  });
  expect(new Set(years)).toEqual(new Set([2000, 2028]));
});

test('a switched unit is named, a mislabelled one makes a factor of 2.2046', () => {
  const compare = (is: 'unit-switch' | 'unit-mislabelled') =>
    met(is).flatMap(({ patient, nuisance: { from, to, deviceId } }) => {
      const odd = ofDevice(readings(patient, from, to), deviceId);
      const usual = ofDevice(readings(plain(patient), from, to), deviceId);
      return odd.map((message, i) => ({ message, usual: usual[i] ?? message }));
    });
  const switched = compare('unit-switch');
  expect(switched.length).toBeGreaterThan(50);
  for (const { message, usual } of switched) {
    expect(message.payload.unit).not.toBe(usual.payload.unit);
    if (message.topic.endsWith('weight')) expect(kgOf(message)).toBeCloseTo(kgOf(usual), 0);
  }
  const mislabelled = compare('unit-mislabelled');
  expect(mislabelled.length).toBeGreaterThan(5);
  for (const { message, usual } of mislabelled) {
    expect(message.payload.unit).toBe(usual.payload.unit);
    const ratio = kgOf(message) / kgOf(usual);
    expect(Math.max(ratio, 1 / ratio)).toBeCloseTo(2.2046, 1);
  }
});

test('another person on the scale is 4 kg off or more, instead of the patient or just after', () => {
  const all = met('other-person', 150).flatMap(({ patient, nuisance: { from, to, deviceId } }) => {
    const usual = ofDevice(readings(plain(patient), from, to), deviceId);
    const sent = ofDevice(readings(patient, from, to + hourMs), deviceId);
    const kg = sent.map(kgOf);
    return usual.map(own => ({
      off: Math.max(...kg.map(value => Math.abs(value - kgOf(own)))),
      extra: sent.length - usual.length,
    }));
  });
  expect(all.length).toBeGreaterThan(40);
  expect(shareOf(all, ({ off }) => off > 3)).toBeGreaterThan(0.95);
  expect(all.some(({ extra }) => extra > 0)).toBe(true);
  expect(all.some(({ extra }) => extra === 0)).toBe(true);
});

test('a swapped device counts anew and shows a little more or less, some under a new id', () => {
  const swaps = met('device-swap', 80);
  const ids = swaps.map(({ patient, nuisance: { from, deviceId, newId } }) => {
    const after = readings(patient, from, from + 30 * dayMs).filter(({ topic }) => topic.includes(deviceId));
    const usual = ofDevice(readings(plain(patient), from, from + 30 * dayMs), deviceId);
    expect(after.length).toBe(usual.length);
    expect(new Set(after.map(({ topic }) => topic.split('/')[2]))).toEqual(
      new Set(after.length ? [newId ?? deviceId] : []),
    );
    if (after.length > 0) expect(Math.max(...after.map(({ payload }) => payload.seq))).toBeLessThan(4_000);
    return newId === null;
  });
  expect(new Set(ids)).toEqual(new Set([true, false]));
  const off = swaps.flatMap(({ patient, nuisance: { from, deviceId, newId } }) => {
    const mean = (p: SimulatedPatient, id: string) =>
      meanOf(
        ofDevice(readings(p, from, from + 30 * dayMs), id)
          .filter(m => m.topic.endsWith('weight'))
          .map(kgOf),
      );
    return [Math.abs(mean(patient, newId ?? deviceId) - mean(plain(patient), deviceId))].filter(
      d => !Number.isNaN(d),
    );
  });
  expect(meanOf(off)).toBeGreaterThan(0.15);
});

test('a duplicate is the same payload, later; some devices send many', () => {
  const extraOf = (patient: SimulatedPatient) => {
    const sent = readings({ ...undisturbed(patient), resends: patient.resends }, startAt, endAt);
    const once = new Set(sent.map(({ payload }) => payload));
    const texts = new Set(sent.map(({ topic, payload }) => `${topic} ${JSON.stringify(payload)}`));
    expect(texts.size).toBe(once.size);
    return (sent.length - once.size) / once.size;
  };
  const flaky = crowd.filter(({ resends }) => resends > 0.05).slice(0, 20);
  const usual = crowd.filter(({ resends }) => resends < 0.05).slice(0, 20);
  expect(meanOf(flaky.map(extraOf))).toBeCloseTo(0.1, 1);
  expect(meanOf(usual.map(extraOf))).toBeLessThan(0.01);
});
