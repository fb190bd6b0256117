import { describe, expect, test } from 'vitest';
import { explainAlert } from '../../src/evaluation/explain.ts';
import { historyOf } from '../../src/readings/history/influx-history.ts';
import { playTimeline, read, timelines } from '../scenarios/play.ts';
import type { App } from '../support/app.ts';

const explainAll = async ({ store }: App) => {
  const alerts = await store.reader.select({ id: store.t.alert.id }).from(store.t.alert);
  const history = historyOf({ sql: store.readerSql, influx: null });
  return Promise.all(alerts.map(({ id }) => explainAlert({ ...store, history }, id)));
};

describe('every alert of every timeline is found again on the grounds it keeps', () => {
  test.each(timelines)('%s', async name => {
    const { until } = JSON.parse(read(name, 'expected.json')) as { until: string };
    const { app } = await playTimeline(name, Date.parse(until));
    const explained = await explainAll(app);
    expect(explained.map(e => [e.rule.id, e.recomputed])).toEqual(
      explained.map(e => [e.rule.id, { same: true, why: null, because: e.because, differences: [] }]),
    );
    const gone = explained.flatMap(e => e.readings.filter(r => r.since === 'gone'));
    expect(gone).toEqual([]);
  });
});
