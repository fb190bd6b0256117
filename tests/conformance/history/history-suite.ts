import { describe, expect, test } from 'vitest';
import { dayMs } from '../../../src/domain/local-day.ts';
import type { Reading } from '../../../src/domain/reading.ts';
import { everything, type History, inHistoryOrder } from '../../../src/readings/history/history.ts';
import { bloodPressure, iso, now, type Sent } from '../../support/store.ts';

export type HistorySubject = {
  readonly history: History;
  readonly send: (sent: Sent) => Promise<unknown>;
  readonly patientId: (siteId: string) => string;
  /** what is stored until now becomes history; calls after it see what comes meanwhile as well */
  readonly settle: () => Promise<void>;
};

const ago = (days: number) => iso(now - days * dayMs);

/** One patient's readings of every kind over three months, two of them in one millisecond; and one of another patient. */
const fill = async ({ send }: HistorySubject): Promise<void> => {
  for (const days of [90, 60, 59, 30, 1]) {
    await send({ payload: bloodPressure(ago(days)) });
    await send({ payload: bloodPressure(ago(days), { systolic: 150 }) });
    await send({
      ...{ device: 'scale-1', channel: 'weight' },
      payload: { measuredAt: ago(days), value: 70 + days / 100, unit: 'kg' },
    });
  }
  await send({
    ...{ device: 'meter-2', channel: 'glucose' },
    payload: { measuredAt: ago(60), value: 101, unit: 'mg/dL' },
  });
};

const idsOf = (readings: readonly Reading[]): string[] => readings.map(r => r.id);

/** Every page after the one before it, so many readings at a time. */
const inPages = async (history: History, patientId: string, atMost: number): Promise<string[]> => {
  const ids: string[] = [];
  let after: Reading | undefined;
  for (;;) {
    const page = await history.readings(patientId, { ...everything, after, atMost });
    expect(page.length).toBeLessThanOrEqual(atMost);
    if (page.length === 0) return ids;
    ids.push(...idsOf(page));
    after = page.at(-1);
  }
};

/** What whoever reads history may rely on, whatever keeps it. */
export const historySuite = (name: string, open: () => Promise<HistorySubject>): void => {
  const filled = async () => {
    const subject = await open();
    await fill(subject);
    await subject.settle();
    return { ...subject, ann: subject.patientId('P1') };
  };

  describe(name, () => {
    test('gives all of a patient, once, in order of time and id, and nobody else’s', async () => {
      const { history, ann, patientId } = await filled();
      const all = await history.readings(ann, everything);
      expect(all).toHaveLength(15);
      expect(new Set(idsOf(all)).size).toBe(15);
      expect(all).toEqual([...all].sort(inHistoryOrder));
      expect(await history.readings(patientId('P2'), everything)).toHaveLength(1);
    });

    test('gives a kind alone, and a span from its beginning up to before its end', async () => {
      const { history, ann } = await filled();
      const weights = await history.readings(ann, { ...everything, kind: 'weight' });
      expect(weights.map(r => r.kind === 'weight' && r.weightKg)).toEqual([70.9, 70.6, 70.59, 70.3, 70.01]);
      const [from, to] = [Date.parse(ago(60)), Date.parse(ago(30))];
      const some = await history.readings(ann, { kind: 'weight', from, to });
      expect(some.map(r => r.measuredAt)).toEqual([from, Date.parse(ago(59))]);
      expect(await history.readings(ann, { from: to, to: from })).toEqual([]);
    });

    test.each([1, 2, 4, 100])('pages of %i give the same, none twice and none left out', async atMost => {
      const { history, ann } = await filled();
      expect(await inPages(history, ann, atMost)).toEqual(idsOf(await history.readings(ann, everything)));
    });

    test('gives what came late among the old at once', async () => {
      const { history, ann, send } = await filled();
      await send({ payload: bloodPressure(ago(75)) });
      const all = await history.readings(ann, everything);
      expect(all).toHaveLength(16);
      expect(all[3]?.measuredAt).toBe(Date.parse(ago(75)));
    });

    test('knows nothing of somebody unknown', async () => {
      const { history } = await filled();
      expect(await history.readings('pat_unknown', everything)).toEqual([]);
    });
  });
};
