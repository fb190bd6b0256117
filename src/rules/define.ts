import { z } from 'zod';
import type { Finding } from '../domain/alert.ts';
import { dayMs, hourMs } from '../domain/local-day.ts';
import type { Rule, Snapshot } from '../domain/rule.ts';
import { usualLatenessLimitMs } from './window.ts';

/** What a parameter is, in the words of `GET /rules` and the documentation. */
export type ParamMeta = { readonly what: string; readonly unit: string; readonly source: string };

/** What every parameter's schema carries. */
const paramMeta = z.registry<ParamMeta>();

/** A number that a program may set: what it is, its unit (`days`, `mmHg`, `1` for a ratio), its default, and whose number it is. */
export const param = (schema: z.ZodNumber, byDefault: number, meta: ParamMeta): z.ZodDefault<z.ZodNumber> => {
  const withDefault = schema.default(byDefault);
  paramMeta.add(withDefault, meta);
  return withDefault;
};

/** A switch that a program may set. */
export const option = (byDefault: boolean, meta: Omit<ParamMeta, 'unit'>): z.ZodDefault<z.ZodBoolean> => {
  const withDefault = z.boolean().default(byDefault);
  paramMeta.add(withDefault, { ...meta, unit: 'yes or no' });
  return withDefault;
};

type Param = z.ZodDefault<z.ZodNumber> | z.ZodDefault<z.ZodBoolean>;
export type Params = Readonly<Record<string, Param>>;

/** A rule of the catalogue: what the fold runs, and the schema of its parameters. */
export type CatalogueRule = Rule & { readonly params: z.ZodObject<Params> };

/** Parameters as `evaluate` gets them. */
export type Values<P extends Params> = z.output<z.ZodObject<P>>;

type Definition<P extends Params> = Omit<
  Rule,
  | 'evaluate'
  | 'defaults'
  | 'latenessLimitMs'
  | 'watchesTime'
  | 'judges'
  | 'startsEnabled'
  | 'coolDownMs'
  | 'urgentAcceptanceMs'
> &
  Partial<
    Pick<
      Rule,
      'latenessLimitMs' | 'watchesTime' | 'judges' | 'startsEnabled' | 'coolDownMs' | 'urgentAcceptanceMs'
    >
  > & {
    readonly params: P;
    readonly evaluate: (snapshot: Snapshot, params: Values<P>) => Finding;
  };

/** Convention: what was dealt with is not asked about again for 3 days, unless it is worse; a rule may say otherwise. */
export const usualCoolDownMs = 72 * hourMs;

/** Convention: what changes from reading to reading is looked at again the next day. */
const usualUrgentAcceptanceMs = dayMs;
/** Convention: what builds up over days is looked at again once a treatment may have worked, sooner only if it is worse. */
export const slowUrgentAcceptanceMs = 3 * dayMs;

/** Completes a rule: usual lateness limit and cool-down, judges good readings, asks for no time of its own, ships switched on. */
export const defineRule = <P extends Params>({ params, evaluate, ...rule }: Definition<P>): CatalogueRule => {
  const schema = z.strictObject(params);
  return {
    judges: 'good',
    latenessLimitMs: usualLatenessLimitMs,
    watchesTime: false,
    startsEnabled: true,
    coolDownMs: usualCoolDownMs,
    urgentAcceptanceMs: usualUrgentAcceptanceMs,
    ...rule,
    params: schema as unknown as z.ZodObject<Params>,
    defaults: schema.parse({}),
    // whoever sets parameters validates them against the schema, so they are what it gives
    evaluate: snapshot => evaluate(snapshot, snapshot.params as Values<P>),
  };
};

/** What is documented of a rule's parameters, in the order of its schema. */
export const paramsOf = ({ params, defaults }: CatalogueRule) =>
  Object.entries(params.shape).map(([name, schema]) => {
    const inner = schema.unwrap();
    const numeric = inner instanceof z.ZodNumber ? inner : null;
    return {
      name,
      byDefault: defaults[name] as number | boolean,
      least: numeric?.minValue ?? null,
      most: numeric?.maxValue ?? null,
      ...(paramMeta.get(schema) as ParamMeta),
    };
  });
