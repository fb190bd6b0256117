import { dayMs } from '../src/domain/local-day.ts';
import type { Random } from './random.ts';

export type Spell = { readonly from: number; readonly to: number };

/** Spells that begin at random, so many a year, within from ≤ at < to; a longer time begins with those of a shorter. */
export const drawSpells = <T>(
  { from, to }: Spell,
  perYear: number,
  random: Random,
  draw: (from: number) => T,
): readonly T[] => {
  const spells: T[] = [];
  const apartMs = () => (-Math.log(1 - random.next()) * 365 * dayMs) / perYear;
  for (let at = from + apartMs(); at < to; at += apartMs()) spells.push(draw(at));
  return spells;
};

export const holds = ({ from, to }: Spell, at: number): boolean => at >= from && at < to;

export const overlaps = (spell: Spell, { from, to }: Spell): boolean => spell.from < to && spell.to > from;
