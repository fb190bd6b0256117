import { describe, expect, test } from 'vitest';
import { reconcile, rewind } from '../../src/alerts/rewind.ts';
import { episode, told, waiting } from './build.ts';

describe('rewinding to just before an instant', () => {
  test('what was over before stays over', () => {
    const over = episode({ endedAt: 150, endReason: 'cleared' });
    expect(rewind([over], 200)).toEqual({ asOf: [over], inQuestion: [] });
  });

  test('what was over before stays over, also where it was raised after its end: a late repeat dismissed it', () => {
    const over = episode({ endedAt: 150, endReason: 'not-confirmed', firedAt: 250, everFiredAt: 250 });
    expect(rewind([over], 200)).toEqual({ asOf: [over], inQuestion: [] });
  });

  test.each([
    ['after the instant', 250],
    ['at the instant', 200],
  ])('an end %s has not come yet', (_, endedAt) => {
    const { asOf } = rewind([episode({ endedAt, endReason: 'cleared' })], 200);
    expect(asOf).toEqual([episode({ changed: true })]);
  });

  test.each([
    ['after the instant', 250],
    ['at the instant', 200],
  ])('what fired %s still waits, and is remembered to have fired', (_, firedAt) => {
    const { asOf } = rewind([episode({ firedAt, everFiredAt: firedAt })], 200);
    expect(asOf).toMatchObject([{ firedAt: null, everFiredAt: firedAt, changed: true }]);
  });

  test('what fires since before the instant goes on firing, untouched', () => {
    const [same] = rewind([episode()], 200).asOf;
    expect(same).toEqual(episode());
  });

  test('what waits goes on waiting, untouched', () => {
    expect(rewind([waiting()], 150)).toEqual({ asOf: [waiting()], inQuestion: [] });
  });

  test.each([
    ['at the instant', 100],
    ['after it', 99],
  ])('what began %s is in question', (_, at) => {
    expect(rewind([episode()], at)).toEqual({ asOf: [], inQuestion: [episode()] });
  });

  test('never changes what it was given', () => {
    const given = episode({ endedAt: 250, endReason: 'cleared' });
    const copy = structuredClone(given);
    rewind([given], 200);
    expect(given).toEqual(copy);
  });
});

describe('after judging again', () => {
  const fresh = (over = {}) => episode({ id: 'alr_new', told: null, changed: true, ...over });

  test('one that fired never reads as if it waited, though a late reading shows that it should have', () => {
    const said = { because: 'not repeated: call', evidence: { readings: [], limits: { limit: 180 } } };
    const former = episode({ startedAt: 300, firedAt: 400, everFiredAt: 400, ...said });
    const waits = waiting({ id: 'alr_new', told: null, startedAt: 310, because: 'waiting for a repeat' });
    const [same] = reconcile([waits], [former], 300).episodes;
    expect(same).toMatchObject({ id: former.id, firedAt: 400, pendingUntil: null, ...said });
  });

  test('one that goes on waiting says what it waits for now', () => {
    const former = waiting({ startedAt: 300, because: 'waiting since 300' });
    const waits = waiting({ id: 'alr_new', told: null, startedAt: 310, because: 'waiting since 310' });
    expect(reconcile([waits], [former], 300).episodes[0]).toMatchObject({ because: 'waiting since 310' });
  });

  test('one that fires says what it fires on now', () => {
    const former = episode({ startedAt: 300, because: 'once' });
    const now = fresh({ startedAt: 310, because: 'twice' });
    expect(reconcile([now], [former], 300).episodes[0]).toMatchObject({ because: 'twice' });
  });

  test('an alert that meets the one in question is the same alert', () => {
    const former = episode({ startedAt: 300, firedAt: 300, everFiredAt: 300, lastAt: 400 });
    const { episodes, superseded } = reconcile(
      [fresh({ startedAt: 250, firedAt: 250, everFiredAt: 250 })],
      [former],
      200,
    );
    expect(episodes).toMatchObject([
      { id: 'alr_1', told: told(), changed: true, startedAt: 250, firedAt: 250, everFiredAt: 250 },
    ]);
    expect(superseded).toEqual([]);
  });

  test.each([
    ['it begins as the other ends', { startedAt: 500, endedAt: null }, true],
    ['it ends as the other begins', { startedAt: 200, endedAt: 300 }, true],
    ['it lies within', { startedAt: 350, endedAt: 360 }, true],
    ['it ended before', { startedAt: 200, endedAt: 299 }, false],
    ['it began after', { startedAt: 501, endedAt: null }, false],
  ])('and meets it when they share an instant: %s', (_, times, meets) => {
    const former = episode({ startedAt: 300, endedAt: 500, endReason: 'cleared' });
    const { episodes, superseded } = reconcile([fresh(times)], [former], 200);
    expect(episodes.map(e => e.id)).toEqual([meets ? 'alr_1' : 'alr_new']);
    expect(superseded).toHaveLength(meets ? 0 : 1);
  });

  test('the same alert keeps its worst severity, its confirmation and its first firing', () => {
    const former = episode({ startedAt: 250, severity: 'critical', confirmed: true, everFiredAt: 260 });
    const judged = fresh({
      startedAt: 250,
      severity: 'warning',
      confirmed: false,
      firedAt: 270,
      everFiredAt: 270,
    });
    expect(reconcile([judged], [former], 200).episodes).toMatchObject([
      { severity: 'critical', confirmed: true, firedAt: 260, everFiredAt: 260 },
    ]);
  });

  test('an alert that was raised stays raised, though judged again it only waits', () => {
    const former = episode({ startedAt: 250, firedAt: 250, everFiredAt: 250 });
    const judged = waiting({ id: 'alr_new', told: null, startedAt: 250, pendingUntil: 400 });
    expect(reconcile([judged], [former], 200).episodes).toMatchObject([
      { id: 'alr_1', firedAt: 250, everFiredAt: 250, pendingUntil: null },
    ]);
  });

  test('an alert that waited and fires now is the same alert', () => {
    const former = waiting({ startedAt: 250 });
    const judged = fresh({ startedAt: 250, firedAt: 260, everFiredAt: 260 });
    expect(reconcile([judged], [former], 200).episodes).toMatchObject([
      { id: 'alr_1', told: { fired: false }, firedAt: 260, everFiredAt: 260 },
    ]);
  });

  test('an alert that waited and waits again is the same alert, and has not fired', () => {
    const { episodes } = reconcile(
      [waiting({ id: 'alr_new', told: null, startedAt: 250, pendingUntil: 400 })],
      [waiting({ startedAt: 250 })],
      200,
    );
    expect(episodes).toMatchObject([{ id: 'alr_1', firedAt: null, everFiredAt: null, pendingUntil: 400 }]);
  });

  test('what began before the instant adopts nothing', () => {
    const { episodes, superseded } = reconcile(
      [episode({ id: 'alr_old' })],
      [episode({ startedAt: 300 })],
      200,
    );
    expect(episodes.map(e => e.id)).toEqual(['alr_old']);
    expect(superseded.map(e => e.id)).toEqual(['alr_1']);
  });

  test('what fired before it was taken back goes on firing, though judged again it still waits', () => {
    const { asOf } = rewind([episode({ firedAt: 250, everFiredAt: 250, pendingUntil: 300 })], 200);
    expect(reconcile(asOf, [], 200).episodes).toMatchObject([{ firedAt: 250, pendingUntil: null }]);
  });

  test('what was raised without need ends as superseded when it was last seen, and is never deleted', () => {
    const { episodes, superseded } = reconcile([], [episode({ startedAt: 300, lastAt: 450 })], 200);
    expect(episodes).toEqual([]);
    expect(superseded).toEqual([
      episode({ startedAt: 300, lastAt: 450, changed: true, endedAt: 450, endReason: 'superseded' }),
    ]);
  });

  test('what was raised without need and had ended keeps its end', () => {
    const former = episode({ startedAt: 300, endedAt: 400, endReason: 'cleared' });
    expect(reconcile([], [former], 200).superseded).toMatchObject([
      { endedAt: 400, endReason: 'superseded' },
    ]);
  });

  test('what waited without need waits no more', () => {
    expect(reconcile([], [waiting({ startedAt: 300, lastAt: 300 })], 200).superseded).toMatchObject([
      { endReason: 'superseded', pendingUntil: null, everFiredAt: null },
    ]);
  });

  test('each one in question is adopted at most once, the earliest first', () => {
    const first = episode({ id: 'alr_a', startedAt: 300, endedAt: 400, endReason: 'cleared' });
    const second = episode({ id: 'alr_b', startedAt: 500 });
    const { episodes, superseded } = reconcile(
      [fresh({ startedAt: 250, endedAt: null })],
      [first, second],
      200,
    );
    expect(episodes.map(e => e.id)).toEqual(['alr_a']);
    expect(superseded.map(e => e.id)).toEqual(['alr_b']);
  });
});
