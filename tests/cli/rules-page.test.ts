import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { rulesPage } from '../../src/cli/rules-page.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { defineRule, option, param } from '../../src/rules/define.ts';
import { plainRule } from '../rules/build.ts';

test('docs/rules.md is what the rules say: npm run generate', () => {
  const written = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8');
  expect(written).toBe(rulesPage(rules));
});

test('a rule is told of with its parameters, its steps and where it ships switched off', () => {
  const rule = defineRule({
    ...plainRule,
    title: 'Too much',
    steps: ['consider less'],
    startsEnabled: false,
    coolDownMs: 3_600_000,
    latenessLimitMs: 7_200_000,
    params: {
      most: param(z.number().min(1).max(9), 4, { what: 'a | b', unit: 'kg', source: 'convention' }),
      strict: option(true, { what: 'whether', source: 'convention' }),
    },
  });
  expect(rulesPage([rule]).split('\n').slice(6)).toEqual([
    '## blood-pressure (1)',
    '',
    '### Too much (`test`)',
    '',
    'version 1 · group `test` · info → warning → urgent → critical · ships switched off',
    '',
    '- Ends: never.',
    '- Source: test.',
    '- Quiet after a person dealt with it, unless worse: 1 h. Not judged when it arrives later than 2 h.',
    '- Consider less.',
    '',
    '| parameter | what | default | least–most | unit | source |',
    '| --- | --- | --- | --- | --- | --- |',
    '| `most` | a \\| b | 4 | 1–9 | kg | convention |',
    '| `strict` | whether | yes |  | yes or no | convention |',
    '',
  ]);
});
