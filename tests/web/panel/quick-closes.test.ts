import { expect, test } from 'vitest';
import type { AlertBody } from '../../../src/contract/alerts.ts';
import { severities } from '../../../src/domain/alert.ts';
import { mayCloseQuickly, quickCloses } from '../../../src/web/panel/quick-closes.ts';

const alerts = (...given: AlertBody['severity'][]) => given.map(severity => ({ severity }) as AlertBody);

test('each way to close has a key of its own', () => {
  expect(new Set(quickCloses.map(({ key }) => key)).size).toBe(quickCloses.length);
});

test('only what needs no person at once is closed by one key', () => {
  expect(severities.filter(severity => mayCloseQuickly(alerts(severity)))).toEqual(['info', 'warning']);
  expect(mayCloseQuickly(alerts('warning', 'urgent'))).toBe(false);
  expect(mayCloseQuickly([])).toBe(false);
});
