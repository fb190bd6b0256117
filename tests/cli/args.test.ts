import { expect, test } from 'vitest';
import { readArgs } from '../../src/cli/args.ts';
import { UsageError } from '../../src/cli/command.ts';
import { nearest } from '../../src/cli/nearest.ts';

const options = {
  data: { type: 'string' },
  'all-days': { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

test.each([
  [['--dta', 'x'], 'there is no option --dta: did you mean --data?'],
  [['--jsno'], 'there is no option --jsno: did you mean --json?'],
  [['--all'], 'there is no option --all: did you mean --all-days?'],
  [['--colour'], 'there is no option --colour: it has --data, --all-days, --json'],
  [['-x'], 'there is no option -x: it has --data, --all-days, --json'],
  [['--data'], '--data needs a value'],
  [['--json=yes'], '--json takes no value'],
])('%s: %s', (args, said) => {
  expect(() => readArgs(args, options)).toThrow(UsageError);
  expect(() => readArgs(args, options)).toThrow(new Error(said));
});

test.each([
  ['explian', 'explain'],
  ['back', 'backtest'],
  ['backtests', 'backtest'],
  ['x', null],
  ['frobnicate', null],
])('%s is meant as %s', (word, meant) => {
  expect(nearest(word, ['explain', 'backtest', 'demo', 'score'])).toBe(meant);
});
