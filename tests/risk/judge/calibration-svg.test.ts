import { describe, expect, test } from 'vitest';
import { calibrationSvg } from '../../../src/risk/judge/calibration-svg.ts';

const before = {
  name: 'before',
  bins: [
    { n: 100, predicted: 0.05, observed: 0.1 },
    { n: 100, predicted: 0.2, observed: 0.3 },
  ],
};
const after = {
  name: 'after',
  bins: [
    { n: 100, predicted: 0.1, observed: 0.1 },
    { n: 100, predicted: 0.3, observed: 0.3 },
  ],
};

describe('the calibration plot', () => {
  test('says in words what each point is, and names itself to a reader who cannot see it', () => {
    const svg = calibrationSvg([before], {
      title: 'Calibration of readmission-30d',
      subtitle: '200 encounters',
    });
    expect(svg).toContain('<title>5 % predicted, 10 % observed, n 100</title>');
    expect(svg).toContain('aria-label="Calibration of readmission-30d. 200 encounters"');
  });

  test('tells series apart by shape and name', () => {
    const svg = calibrationSvg([before, after], { title: 'Before and after' });
    expect(svg.match(/<circle /g)).toHaveLength(3);
    expect(svg.match(/<rect /g)).toHaveLength(3);
    expect(svg).toContain('>before</text>');
    expect(svg).toContain('>after</text>');
  });

  test('puts points of a perfect model on the dashed line', () => {
    const svg = calibrationSvg([after], { title: 'Perfect' });
    const [, x1, y1, x2, y2] =
      /class="perfect" x1="([\d.]+)" y1="([\d.]+)" x2="([\d.]+)" y2="([\d.]+)"/.exec(svg) ?? [];
    const points = [...svg.matchAll(/<polyline points="([^"]+)"/g)].flatMap(m => (m[1] ?? '').split(' '));
    expect(points).toHaveLength(2);
    for (const point of points) {
      const [x, y] = point.split(',').map(Number);
      const along = (Number(x) - Number(x1)) / (Number(x2) - Number(x1));
      expect(Number(y)).toBeCloseTo(Number(y1) + along * (Number(y2) - Number(y1)), 0);
    }
  });

  test('keeps every point and interval inside, up to certainty', () => {
    const sure = {
      name: 'sure',
      bins: [
        { n: 2, predicted: 1, observed: 1 },
        { n: 2, predicted: 0, observed: 0 },
      ],
    };
    const svg = calibrationSvg([sure], { title: 'Sure' });
    const ys = [...svg.matchAll(/M([\d.]+) ([\d.]+)V([\d.]+)/g)].flatMap(m => [Number(m[2]), Number(m[3])]);
    expect(ys).toHaveLength(4);
    expect(Math.min(...ys)).toBeGreaterThanOrEqual(64);
    expect(Math.max(...ys)).toBeLessThanOrEqual(464);
  });

  test('takes names as text', () => {
    const svg = calibrationSvg([{ name: '<b>&"', bins: before.bins }], { title: 'a < b' });
    expect(svg).toContain('&lt;b>&amp;&quot;');
    expect(svg).not.toContain('<b>');
  });
});
