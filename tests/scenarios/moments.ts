import { expect } from 'vitest';
import type { App } from '../support/app.ts';

/** What the worklist says of a patient at an instant of a timeline. */
export type Moment = {
  readonly at: string;
  readonly patient: string;
  /** null: no item, or one that is snoozed */
  readonly line: null | Readonly<Record<string, unknown>>;
  /** alerts that are quiet: rule, why, until when (null: until what hides it is over) */
  readonly quiet: readonly (readonly [string, string, string | null])[];
};

type Alert = {
  readonly ruleId: string;
  readonly quiet: { readonly by: string; readonly until: string | null; readonly because: string } | null;
};
type Line = { readonly patient: { readonly siteId: string } };

const get = async <T>({ api, tokens }: App, path: string): Promise<T> => {
  const headers = { host: '127.0.0.1', authorization: `Bearer ${tokens.operator}` };
  const response = await api.request(`/api/v1${path}`, { headers });
  return (await response.json()) as T;
};

/** Checks that the app, at the instant it has reached, says what a timeline expects. */
export const look = async (app: App, { at, patient, line, quiet }: Moment): Promise<void> => {
  const { items } = await get<{ items: Line[] }>(app, '/worklist');
  const shown = items.find(item => item.patient.siteId === patient) ?? null;
  if (line === null) expect(shown, `the line at ${at}`).toBeNull();
  else expect(shown, `the line at ${at}`).toMatchObject(line);
  const { items: alerts } = await get<{ items: Alert[] }>(app, `/patients/${patient}/alerts`);
  const told = alerts.flatMap(a => (a.quiet ? [[a.ruleId, a.quiet.by, a.quiet.until]] : []));
  const expected = quiet.map(([rule, by, until]) => [rule, by, until && new Date(until).toISOString()]);
  expect(told.sort(), `what is quiet at ${at}`).toEqual(expected);
  for (const a of alerts) expect(a.quiet?.because ?? '').not.toMatch(/undefined|Invalid|“”|a person| {2}/);
};
