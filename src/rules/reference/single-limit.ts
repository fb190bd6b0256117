import { type Concern, clear, type Finding, unknown } from '../../domain/alert.ts';
import type { Reading } from '../../domain/reading.ts';
import type { Snapshot } from '../../domain/rule.ts';
import { type CatalogueRule, defineRule, type Params } from '../define.ts';
import { evidenceOf } from '../evidence.ts';

/** Numbers of a rule by the names of its parameters. */
export type Numbers = Readonly<Record<string, number>>;

/** What one reading says: beyond a limit (in a sentence), within all of them, or nothing on this matter. */
export type Said = { readonly beyond: string } | 'within' | 'nothing';

type SingleLimit = {
  readonly id: string;
  readonly title: string;
  readonly concern: Concern;
  readonly group: string;
  readonly kind: Reading['kind'];
  readonly source: string;
  readonly params: Params;
  readonly says: (reading: Reading, numbers: Numbers, snapshot: Snapshot) => Said;
};

const found = (said: Said, reading: Reading, limits: Numbers): Finding => {
  if (said === 'nothing') return unknown;
  if (said === 'within') return clear;
  return {
    is: 'firing',
    severity: 'warning',
    confirmed: true,
    because: said.beyond,
    evidence: evidenceOf([reading], limits),
  };
};

/** A rule of the ordinary kind: each reading beyond a limit tells at once, the next one within it ends the alert. */
export const singleLimit = ({ kind, says, ...rule }: SingleLimit): CatalogueRule =>
  defineRule({
    ...rule,
    version: 1,
    ladder: ['warning'],
    clears: 'one reading within the limit',
    steps: [],
    kinds: [kind],
    evaluate: (snapshot, params) => {
      const { reading } = snapshot;
      const numbers = params as Numbers;
      return reading?.kind === kind ? found(says(reading, numbers, snapshot), reading, numbers) : unknown;
    },
  });
