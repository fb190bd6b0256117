import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const styles = new URL('../../../src/web/styles/', import.meta.url);
const css = readFileSync(new URL('tokens.css', styles), 'utf8');

type Theme = 'light' | 'dark';

const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);

const luminance = (hex: string): number => {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
};

/** WCAG 2.2, contrast ratio. */
const contrast = (front: string, back: string, theme: Theme): number => {
  const of = (name: string): number => luminance(tokens.get(name)?.[theme] ?? '');
  const [dark = 0, light = 0] = [of(front), of(back)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

const grounds = ['page', 'surface', 'raised'];
const texts: readonly (readonly [string, string])[] = [
  ...['ink', 'muted', 'accent', 'critical', 'urgent', 'warning', 'info', 'good'].flatMap(front =>
    grounds.map(back => [front, back] as const),
  ),
  ...['critical', 'urgent', 'warning', 'info', 'good', 'accent'].map(name => [name, `${name}-soft`] as const),
  ...['ink', 'muted'].flatMap(front => ['accent-soft', 'fresh'].map(back => [front, back] as const)),
  ['accent-ink', 'accent'],
  ['critical-ink', 'critical'],
  ['surface', 'ink'],
];
const graphics: readonly (readonly [string, string])[] = [
  'edge',
  'focus',
  'series-1',
  'series-2',
  'limit',
].flatMap(front => ['page', 'surface'].map(back => [front, back] as const));

describe.each(['light', 'dark'] as const)('%s', theme => {
  test.each(texts)('text in %s on %s has a contrast of 4.5 or more', (front, back) => {
    expect(contrast(front, back, theme)).toBeGreaterThanOrEqual(4.5);
  });
  test.each(graphics)('what is drawn in %s on %s has a contrast of 3 or more', (front, back) => {
    expect(contrast(front, back, theme)).toBeGreaterThanOrEqual(3);
  });
});

test('colours stand in tokens.css alone', () => {
  const others = readdirSync(styles).filter(name => name.endsWith('.css') && name !== 'tokens.css');
  const wrong = others.filter(name =>
    /#[0-9a-f]{3,8}\b|rgba?\(/i.test(readFileSync(new URL(name, styles), 'utf8')),
  );
  expect(wrong).toEqual([]);
});

test('every token that a style asks for is defined', () => {
  const defined = new Set([...css.matchAll(/--([\w-]+):/g)].map(match => match[1]));
  const asked = readdirSync(styles).flatMap(name =>
    [...readFileSync(new URL(name, styles), 'utf8').matchAll(/var\(--([\w-]+)/g)].map(match => match[1]),
  );
  // React Aria gives the width of the button that opened a list
  expect([...new Set(asked)].filter(name => name !== 'trigger-width' && !defined.has(name))).toEqual([]);
});
