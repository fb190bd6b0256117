import type { ShapeBody } from '../../../contract/models.ts';
import type { Part } from './sum-of-parts.ts';

const number = String.raw`(-?\d+(?:\.\d+)?)`;
const under = new RegExp(`^under ${number}`);
const orMore = new RegExp(`^${number} or more`);
const span = new RegExp(`^${number} to under ${number}`);
const single = new RegExp(`^${number}`);

const holds = (label: string, value: number): boolean => {
  const below = under.exec(label);
  if (below) return value < Number(below[1]);
  const least = orMore.exec(label);
  if (least) return value >= Number(least[1]);
  const between = span.exec(label);
  if (between) return value >= Number(between[1]) && value < Number(between[2]);
  const only = single.exec(label);
  return only !== null && Math.floor(value) === Number(only[1]);
};

const valueIn = (part: Part, shape: ShapeBody): number | null => {
  const found = /-?\d+(?:\.\d+)?/.exec(part.label.replace(shape.label, ''));
  return found ? Number(found[0]) : null;
};

/** Which bin of a shape a patient's part stands for: the first is "not known"; null where its words do not tell. */
export const ownBin = (shape: ShapeBody, part: Part): number | null => {
  if (part.missing) return 0;
  const { bins } = shape;
  const all = bins.map((_, i) => i).slice(1);
  const alike = all.filter(i => bins[i]?.points === part.points);
  const candidates = alike.length > 0 ? alike : all;
  const value = valueIn(part, shape);
  const told = candidates.find(i => {
    const label = bins[i]?.label ?? '';
    if (shape.kind === 'category') return part.label === `${shape.label}: ${label}`;
    return value !== null && holds(label, value);
  });
  return told ?? (alike.length === 1 ? (alike[0] ?? null) : null);
};
