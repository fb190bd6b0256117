import { describe, expect, test } from 'vitest';
import { createLog, errorFields, silentLog } from '../src/log.ts';

const lines: string[] = [];
const log = createLog(
  () => Date.parse('2026-11-23T12:00:00Z'),
  line => lines.push(line),
);

test('a line is one JSON object with time, level and event', () => {
  lines.length = 0;
  log.info('started', { port: 8080 });
  log.warn('slow');
  log.error('failed', { code: undefined, where: 'a\nb' });
  expect(lines.map(line => JSON.parse(line))).toEqual([
    { at: '2026-11-23T12:00:00.000Z', level: 'info', event: 'started', port: 8080 },
    { at: '2026-11-23T12:00:00.000Z', level: 'warn', event: 'slow' },
    { at: '2026-11-23T12:00:00.000Z', level: 'error', event: 'failed', where: 'a\nb' },
  ]);
  expect(lines.every(line => line.endsWith('\n') && line.indexOf('\n') === line.length - 1)).toBe(true);
});

test('the silent log says nothing', () => {
  expect([silentLog.info('x'), silentLog.warn('x'), silentLog.error('x')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

describe('of an error only type, code and place are told, never its message', () => {
  test.each([
    ['a name', 'Anneliese Quillfeather'],
    ['a value', 'systolic 142'],
    ['several lines', 'row:\nAnneliese Quillfeather'],
    ['a line that looks like a stack', 'broken\nat Anneliese Quillfeather (142/88)'],
    ['a line that looks like a stack, indented', 'broken\n    at Anneliese Quillfeather (142/88)'],
  ])('%s', (_, message) => {
    for (const error of [
      new Error(message),
      new TypeError(message),
      new RangeError(message, { cause: new Error(message) }),
    ]) {
      const said = JSON.stringify(errorFields(error));
      expect(said).not.toMatch(/Quillfeather|\b142\b/);
      expect(said).toMatch(/log\.test\.ts/);
    }
  });

  test('type and code are told', () => {
    expect(errorFields(Object.assign(new TypeError('x'), { code: 'SQLITE_FULL' }))).toMatchObject({
      error: 'TypeError',
      code: 'SQLITE_FULL',
    });
    expect(errorFields(Object.assign(new Error('x'), { code: 11 }))).toMatchObject({
      error: 'Error',
      code: undefined,
    });
  });

  test('an error without a stack has no place', () => {
    const error = new Error('x');
    delete error.stack;
    expect(errorFields(error)).toEqual({ error: 'Error', code: undefined, where: undefined });
  });

  test.each([
    ['a string', 'Quillfeather', 'string'],
    ['an object', { name: 'Quillfeather' }, 'object'],
    ['nothing', undefined, 'undefined'],
  ])('%s thrown is told by its type alone', (_, thrown, type) => {
    expect(errorFields(thrown)).toEqual({ error: type });
  });
});
