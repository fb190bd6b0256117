import { ruleById } from './catalogue.ts';
import { paramsOf } from './define.ts';
import { limitsSchema } from './limits.ts';

/** A number that values were compared with: what it is, in words, and its unit (empty for a plain number). */
export type SpokenLimit = {
  readonly name: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
};

type Meaning = Pick<SpokenLimit, 'what' | 'unit'>;

const units: Readonly<Record<string, string>> = {
  MmHg: 'mmHg',
  MgDl: 'mg/dL',
  MmolL: 'mmol/L',
  PerMin: '/min',
  Kg: 'kg',
};
const unitAtEnd = new RegExp(`[.]?(${Object.keys(units).join('|')})$`, 'i');

const unitOf = (name: string): string => {
  const ending = unitAtEnd.exec(name)?.[1]?.toLowerCase();
  return Object.entries(units).find(([key]) => key.toLowerCase() === ending)?.[1] ?? '';
};

/** Numbers that are no limit and no parameter, but stand beside them. */
const others: Readonly<Record<string, Meaning>> = {
  dryWeightKg: { what: 'the dry weight on file', unit: 'kg' },
  expectedPerWeek: { what: 'readings expected', unit: 'a week' },
  value: { what: 'the risk score', unit: '' },
  rank: { what: 'rank among those scored', unit: '' },
  outOf: { what: 'patients scored', unit: '' },
  enterWithin: { what: 'joins the intensive cohort at or above rank', unit: '' },
  leaveBeyond: { what: 'leaves the intensive cohort beyond rank', unit: '' },
};

/** `severe at or above, systolic, mmHg` without its unit. */
const withoutUnit = (description: string): string => description.replace(/, [^,]+$/, '');

/** `pulse low below` for a limit whose description leaves out of what. */
const ofPulse = (name: string, what: string): string => (/PulsePerMin$/.test(name) ? `pulse ${what}` : what);

const fromLimits = (name: string): Meaning | null => {
  const shape: Readonly<Record<string, { readonly description?: string | undefined }>> = limitsSchema.shape;
  const { description } = shape[name] ?? shape[name.replace(unitAtEnd, '')] ?? {};
  if (description === undefined) return null;
  const unit = unitOf(name) || (description.split(', ').at(-1) ?? '');
  return { what: ofPulse(name, withoutUnit(description)), unit };
};

const fromParams = (ruleId: string, name: string): Meaning | null => {
  const rule = ruleById.get(ruleId);
  const param = rule && paramsOf(rule).find(one => one.name === name);
  return param ? { what: param.what, unit: param.unit === '1' ? '' : param.unit } : null;
};

/** `highSystolicMmHg` reads as `high systolic`: of a version whose words are gone. */
const fromName = (name: string): Meaning => {
  const words = name.replace(unitAtEnd, '').replace(/[A-Z]|[0-9]+/g, part => ` ${part.toLowerCase()}`);
  return { what: words.trim(), unit: unitOf(name) };
};

/** What an alert's values were compared with, in the words of the rule's parameters and the program's limits. */
export const spokenLimits = (
  ruleId: string,
  limits: Readonly<Record<string, number>>,
): readonly SpokenLimit[] =>
  Object.entries(limits).map(([name, value]) => {
    const meaning = fromParams(ruleId, name) ?? fromLimits(name) ?? others[name] ?? fromName(name);
    return { name, value, ...meaning };
  });
