import { expect, onTestFinished, test } from 'vitest';
import { randomOf } from '../../simulators/random.ts';
import { dayMs, minuteMs } from '../../src/domain/local-day.ts';
import { type Aside, createAside, type Thread } from '../../src/evaluation/aside.ts';
import { createEvaluator } from '../../src/evaluation/evaluator.ts';
import { createLog, silentLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { iso, now, rosterHeader, type TestStore, testStore } from '../support/store.ts';

const kinds = ['blood-pressure', 'glucose', 'weight'] as const;
const patients = 40;

const roster = [
  rosterHeader,
  ...Array.from({ length: patients }, (_, i) =>
    kinds.map(
      kind => `P${i},Doe,P${i},1950-01-01,female,America/New_York,heart-failure,d${i}-${kind},${kind},7,,,70`,
    ),
  ).flat(),
].join('\n');

const bodyOf = (kind: (typeof kinds)[number], random: ReturnType<typeof randomOf>) => {
  switch (kind) {
    case 'blood-pressure': {
      const systolic = Math.round(random.normal(140, 30));
      return { systolic, diastolic: Math.round(systolic * 0.6), pulse: 74, unit: 'mm[Hg]' };
    }
    case 'glucose':
      return { value: Math.max(30, Math.round(random.normal(150, 70))), unit: 'mg/dL' };
    case 'weight':
      return { value: Number(random.normal(71, 2).toFixed(1)), unit: 'kg' };
  }
};

/** What came on a day, some of it late: the same for every store. */
const dayOf = (day: number) => {
  const random = randomOf(`aside-${day}`);
  return Array.from({ length: 4 * patients }, (_, n) => {
    const kind = random.pick(kinds);
    const measuredAt = now + day * dayMs - random.whole(0, 600) * minuteMs;
    const device = `d${n % patients}-${kind}`;
    return { device, channel: kind, payload: { measuredAt: iso(measuredAt), ...bodyOf(kind, random) } };
  });
};

const evaluatorOver = ({ store, directory, metrics, clock }: TestStore, aside?: Aside) => {
  const deps = { store, directory, metrics, clock, rules, log: silentLog, onChanged: () => {} };
  const evaluator = createEvaluator({ ...deps, aside });
  onTestFinished(() => evaluator.stop());
  return evaluator;
};

const asideOf = ({ folder, metrics }: TestStore): Aside => {
  const aside = createAside({ folder, metrics, log: silentLog });
  onTestFinished(aside.close);
  return aside;
};

/** Counts whom it judged. */
const counted = (aside: Aside): Aside & { readonly judged: () => number } => {
  let judged = 0;
  return {
    ...aside,
    judge: async question => {
      const answer = await aside.judge(question);
      judged += answer.length;
      return answer;
    },
    judged: () => judged,
  };
};

/**
 * What judging wrote, with the site's ids of patients for opaque ones. An alert that is over before anybody was told has no
 * line: so lines, and when they are looked at again, follow what was judged together.
 */
const written = ({ all }: TestStore) => ({
  alerts:
    all(`SELECT p.site_id, a.rule_id, a.state, a.severity, a.confirmed, a.because, a.started_at, a.fired_at,
      a.last_at, a.pending_until, a.ended_at, a.end_reason
    FROM alert a JOIN patient p ON p.id = a.patient_id ORDER BY 1, 2, a.started_at, a.ended_at`),
  rollups: all(`SELECT p.site_id, r.kind, r.day, r.readings, r.mean, r.min, r.max, r.diastolic_mean
    FROM daily_rollup r JOIN patient p ON p.id = r.patient_id ORDER BY 1, 2, 3`),
  due: all(`SELECT p.site_id, d.generation, d.judged_generation, d.earliest_at, d.timers, d.setbacks
    FROM due d JOIN patient p ON p.id = d.patient_id ORDER BY 1`),
  items: all(`SELECT p.site_id, i.state, i.severity FROM worklist_item i JOIN patient p ON p.id = i.patient_id
    WHERE i.state <> 'closed' ORDER BY 1`),
});

const live = async (s: TestStore, aside?: Aside) => {
  const evaluator = evaluatorOver(s, aside);
  for (let day = 0; day < 6; day += 1) {
    s.clock.set(now + day * dayMs);
    const sent = dayOf(day);
    const half = sent.length / 2;
    await Promise.all(sent.slice(0, half).map(one => s.send(one)));
    const judging = evaluator.idle();
    // more comes while they are judged
    for (const one of sent.slice(half)) await s.send(one);
    await judging;
    await evaluator.idle();
  }
  return written(s);
};

test('what is judged aside is what is judged here, whatever comes meanwhile', async () => {
  const [here, there] = [await testStore({ roster }), await testStore({ roster })];
  const aside = counted(asideOf(there));
  const [expected, found] = [await live(here), await live(there, aside)];
  expect(expected.alerts.length).toBeGreaterThan(100);
  expect(found).toEqual(expected);
  expect(aside.judged()).toBeGreaterThan(3 * patients);
  expect(there.metrics.read('vigil_aside_failures_total')).toBe(0);
});

test('without the thread everybody is judged here, and it is told of and tried again', async () => {
  const s = await testStore({ roster });
  const aside = createAside({ ...s, folder: `${s.folder}/nowhere`, log: silentLog, elapsed: s.clock.now });
  onTestFinished(aside.close);
  expect(aside.isReady()).toBe(true);
  await live(s, aside);
  const [{ waiting }] = s.all('SELECT count(*) AS waiting FROM due WHERE generation > judged_generation') as [
    { waiting: number },
  ];
  expect(waiting).toBe(0);
  expect(s.metrics.read('vigil_aside_failures_total')).toBeGreaterThan(0);
  // a day later it is tried again
  expect(s.metrics.read('vigil_aside_failures_total')).toBeLessThanOrEqual(6);
});

test('a question that is open when the service stops is answered first', async () => {
  const s = await testStore({ roster });
  const aside = asideOf(s);
  const patientId = s.patientId('P1');
  const entry = s.directory.patient(patientId, now);
  if (!entry) throw new Error('P1 is not on the roster');
  const open = aside.judge({ patients: [{ patientId, entry }], now });
  await aside.close();
  expect(aside.isReady()).toBe(false);
  expect((await open).map(one => one.patientId)).toEqual([patientId]);
});

test('a thread that does not answer is given up, and no other is started as long as it runs', async () => {
  const lines: string[] = [];
  const log = createLog(
    () => 0,
    line => lines.push(line),
  );
  let [started, left, now] = [0, 0, 0];
  const end = Promise.withResolvers<void>();
  const start = (): Thread => {
    started += 1;
    const leave = () => {
      left += 1;
    };
    return { ask: () => new Promise(() => {}), end: () => end.promise, leave };
  };
  const aside = createAside({
    ...{ folder: '', metrics: createMetrics(), log, start, elapsed: () => now },
    patienceMs: { answer: 5, end: 5 },
  });
  await expect(aside.judge({ patients: [], now: 0 })).rejects.toThrow('nothing came for 0.005 s');
  now += dayMs;
  expect(aside.isReady()).toBe(false);
  await expect(aside.judge({ patients: [], now: 0 })).rejects.toThrow('nobody is judged aside now');
  await aside.close();
  expect({ started, left }).toEqual({ started: 1, left: 1 });
  expect(lines.map(line => JSON.parse(line))).toMatchObject([
    { event: 'judging-aside-failed', code: 'ETIMEDOUT' },
    { event: 'judging-aside-hangs', code: 'ETIMEDOUT' },
  ]);
});

test('once a thread that did not answer is gone, another is asked', async () => {
  let [started, now] = [0, 0];
  const answer = { judged: [], seconds: { load: 0, judge: 0 } };
  const start = (): Thread => {
    started += 1;
    const ask = started === 1 ? () => new Promise<never>(() => {}) : async () => answer;
    return { ask, end: async () => {}, leave: () => {} };
  };
  const aside = createAside({
    ...{ folder: '', metrics: createMetrics(), log: silentLog, start, elapsed: () => now },
    patienceMs: { answer: 5, end: 5 },
  });
  await expect(aside.judge({ patients: [], now: 0 })).rejects.toThrow('nothing came');
  expect(aside.isReady()).toBe(false);
  now += dayMs;
  expect(aside.isReady()).toBe(true);
  expect(await aside.judge({ patients: [], now: 0 })).toEqual([]);
  await aside.close();
  expect(started).toBe(2);
});

test('a question that a hanging thread leaves open is given up at the close, and nobody stays for the thread', async () => {
  const told: string[] = [];
  const thread: Thread = {
    ask: () => new Promise(() => {}),
    end: () => {
      told.push('end');
      return new Promise(() => {});
    },
    leave: () => told.push('leave'),
  };
  const aside = createAside({
    ...{ folder: '', metrics: createMetrics(), log: silentLog, start: () => thread },
    patienceMs: { answer: 60_000, end: 5 },
  });
  const open = aside.judge({ patients: [], now: 0 });
  await aside.close();
  await expect(open).rejects.toThrow('nobody is judged aside any more');
  expect(told).toEqual(['end', 'leave']);
});
