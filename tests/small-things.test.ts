import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../src/cursor.ts';
import { AppError } from '../src/errors.ts';
import { digest, newId } from '../src/ids.ts';
import { createMetrics } from '../src/metrics.ts';

describe('ids', () => {
  test('say what they name, and never repeat', () => {
    const ids = Array.from({ length: 1_000 }, () => newId('pat'));
    expect(ids.every(id => /^pat_[0-9a-f]{20}$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(1_000);
  });

  test('property: a digest is the same for the same text, and other for another', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(digest(a)).toMatch(/^[A-Za-z0-9_-]{22}$/);
        expect(digest(a) === digest(b)).toBe(a === b);
      }),
    );
  });
});

describe('cursors', () => {
  const schema = z.tuple([z.number(), z.string()]);

  test('property: come back as they were made, and need no escaping in a URL', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string({ unit: 'grapheme' }), (at, id) => {
        const cursor = encodeCursor([at, id]);
        expect(encodeURIComponent(cursor)).toBe(cursor);
        expect(decodeCursor(cursor, schema)).toEqual([at, id]);
      }),
    );
  });

  test('property: whatever else is sent is a bad request naming cursor, not a crash', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        try {
          decodeCursor(text, schema);
        } catch (error) {
          expect(error).toMatchObject({ code: 'bad-request', details: { field: 'cursor' } });
        }
      }),
    );
  });
});

describe('metrics', () => {
  test('count by name and result, and read as text', async () => {
    const metrics = createMetrics();
    metrics.count('vigil_messages_total', 'stored');
    metrics.count('vigil_messages_total', 'stored', 2);
    metrics.count('vigil_judged_total');
    let backlog = 5;
    metrics.gauge('vigil_due', () => backlog);
    backlog = 6;
    expect(metrics.read('vigil_messages_total', 'stored')).toBe(3);
    expect(metrics.read('vigil_messages_total', 'rejected')).toBe(0);
    const text = await metrics.render();
    expect(text).toMatch(/\n$/);
    const lines = text.trimEnd().split('\n');
    expect(lines).toEqual(lines.toSorted());
    expect(lines).toEqual(
      expect.arrayContaining([
        'vigil_due 6',
        'vigil_judged_total 1',
        'vigil_messages_total{result="stored"} 3',
      ]),
    );
  });
});

test('an AppError carries its code and details', () => {
  const error = new AppError('not-found', 'there is no such patient', { field: 'id' });
  expect(error).toMatchObject({
    name: 'AppError',
    code: 'not-found',
    message: 'there is no such patient',
    details: { field: 'id' },
  });
  expect(new AppError('internal', 'x').details).toEqual({});
});
