import { describe, expect, test } from 'vitest';
import { rules } from '../../src/rules/catalogue.ts';
import { testApp } from './app.ts';

type Body = {
  readonly items: readonly { readonly id: string; readonly source: string }[];
  readonly next: null;
};

describe('GET /rules', () => {
  test('200: every rule that judges, with the source of its numbers', async () => {
    const app = await testApp({ patients: 0 });
    const { items, next } = await app.get<Body>('/api/v1/rules');
    expect(items.map(r => r.id)).toEqual(rules.map(r => r.id));
    for (const { source } of items) expect(source).not.toBe('');
    expect(items.find(r => r.id === 'bp-severe')).toMatchObject({
      version: 1,
      concern: 'blood-pressure',
      kinds: ['blood-pressure'],
      latenessLimitHours: 72,
    });
    expect(next).toBeNull();
  });
});
