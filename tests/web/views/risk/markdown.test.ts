import { describe, expect, test } from 'vitest';
import { blocksOf, spansOf } from '../../../../src/web/views/risk/markdown.ts';

describe('blocks of a card', () => {
  test.each([
    ['a heading', '## Limits', [{ kind: 'heading', level: 2, text: 'Limits' }]],
    [
      'a paragraph over two lines',
      'one\ntwo\n\nthree',
      [
        { kind: 'paragraph', text: 'one two' },
        { kind: 'paragraph', text: 'three' },
      ],
    ],
    ['a list whose item goes on', '- one\n  and on\n- two', [{ kind: 'list', items: ['one and on', 'two'] }]],
    [
      'a list right after its sentence',
      'Not:\n1. this',
      [
        { kind: 'paragraph', text: 'Not:' },
        { kind: 'list', items: ['this'] },
      ],
    ],
    [
      'a table without its rule',
      '| a | b |\n| --- | ---: |\n| 1 | |',
      [
        {
          kind: 'table',
          rows: [
            ['a', 'b'],
            ['1', ''],
          ],
        },
      ],
    ],
    [
      'code',
      '```\n# no heading\n```\nafter',
      [
        { kind: 'code', text: '# no heading' },
        { kind: 'paragraph', text: 'after' },
      ],
    ],
    ['code that never ends', '```\nx', [{ kind: 'code', text: 'x' }]],
    ['hashes without a blank are text', '#1 of all', [{ kind: 'paragraph', text: '#1 of all' }]],
    ['an empty item is text', '-', [{ kind: 'paragraph', text: '-' }]],
    ['nothing', '\n\n', []],
  ])('%s', (_, markdown, blocks) => {
    expect(blocksOf(markdown)).toEqual(blocks);
  });
});

test.each([
  [
    'bold and code',
    'a **b** `c`',
    [{ text: 'a ' }, { strong: true, text: 'b' }, { text: ' ' }, { code: true, text: 'c' }],
  ],
  ['a link is its words', '[see](javascript:alert(1)', [{ text: 'see' }]],
  ['tags are text', '<b>x</b>', [{ text: '<b>x</b>' }]],
  [
    'an image is what it shows',
    '![Calibration](c.svg)',
    [{ text: '(plot in the folder of the model: Calibration)' }],
  ],
])('%s', (_, text, spans) => {
  expect(spansOf(text)).toEqual(spans);
});
