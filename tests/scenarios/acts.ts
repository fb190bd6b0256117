import { and, eq } from 'drizzle-orm';
import type { App } from '../support/app.ts';

/** What a person does in a timeline: a line of `acts.jsonl`, `{"at": …, "act": …, …}`. */
export type Act = { readonly at: number; readonly act: string } & Readonly<Record<string, unknown>>;

type Send = (method: 'POST' | 'PATCH', path: string, body: unknown) => Promise<unknown>;

const sendTo =
  ({ api, tokens }: App): Send =>
  async (method, path, body) => {
    const response = await api.request(`/api/v1${path}`, {
      method,
      headers: {
        host: '127.0.0.1',
        'content-type': 'application/json',
        authorization: `Bearer ${tokens.operator}`,
        'vigil-actor': 'Ana Ruiz',
      },
      body: JSON.stringify(body),
    });
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };

type Perform = (send: Send, fields: Readonly<Record<string, unknown>>, app: App) => Promise<unknown>;

/** The id of a reading by its device and the instant it was measured at. */
const readingOf = async ({ store: { reader, t } }: App, device: unknown, measuredAt: unknown) => {
  const at = Date.parse(String(measuredAt));
  for (const table of [t.reading, t.unownedReading]) {
    const [found] = await reader
      .select({ id: table.id })
      .from(table)
      .where(and(eq(table.deviceId, String(device)), eq(table.measuredAt, at)));
    if (found) return found.id;
  }
  throw new Error(`${device} has no reading of ${measuredAt}`);
};

type ItemAlert = { readonly id: string; readonly ruleId: string; readonly needsReview: boolean };

/** Does something to the open item of a patient. */
const onItem = async (
  app: App,
  send: Send,
  patient: unknown,
  verb: string,
  bodyOf: (alerts: ItemAlert[]) => unknown,
) => {
  const get = async (path: string) => {
    const response = await app.api.request(`/api/v1${path}`, {
      headers: { host: '127.0.0.1', authorization: `Bearer ${app.tokens.operator}` },
    });
    return (await response.json()) as { openItemId: string; alerts: ItemAlert[] };
  };
  const { openItemId } = await get(`/patients/${patient}`);
  const { alerts } = await get(`/worklist/${openItemId}`);
  return send('POST', `/worklist/${openItemId}/${verb}`, bodyOf(alerts));
};

/** One review for each rule named. */
const reviewsOf = (alerts: readonly ItemAlert[], ruleIds: readonly string[]) =>
  alerts
    .filter(a => a.needsReview && ruleIds.includes(a.ruleId))
    .map(({ id }) => ({ alertId: id, verdict: 'true', action: 'advised-patient' }));

/** Each act by its name, carried out through the API as the page would. */
const acts: Readonly<Record<string, Perform>> = {
  /** `{"device": "cuff-1", "measuredAt": …, "decision": "reassign", "patient": "P2"}` */
  resolve: async (send, { device, measuredAt, ...body }, app) =>
    send('POST', `/readings/${await readingOf(app, device, measuredAt)}/resolve`, body),
  /** `{"device": "cuff-1", "patient": "P2", "kind": …, "perWeek": 7, "from": …, "moveReadings": true}` */
  assign: (send, { device, ...body }) => send('POST', `/devices/${device}/assignments`, body),
  /** `{"patient": "P1"}` */
  acknowledge: (send, { patient }, app) => onItem(app, send, patient, 'acknowledge', () => ({})),
  /** `{"patient": "P1", "until": …}` */
  snooze: (send, { patient, until }, app) => onItem(app, send, patient, 'snooze', () => ({ until })),
  /** `{"patient": "P1", "reviews": ["bp-low"]}`: the rules whose alerts are reviewed, as real and with advice */
  close: (send, { patient, reviews }, app) =>
    onItem(app, send, patient, 'close', alerts => ({ reviews: reviewsOf(alerts, reviews as string[]) })),
  /** `{"patient": "P1", "status": "away", "resumesAt": …}` */
  status: (send, { patient, ...body }) => send('POST', `/patients/${patient}/status`, body),
};

export const actsOf = (jsonl: string): Act[] =>
  jsonl
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const { at, ...act } = JSON.parse(line) as { at: string; act: string };
      return { ...act, at: Date.parse(at) };
    });

export const perform = async (app: App, { at: _, act, ...fields }: Act): Promise<void> => {
  const known = acts[act];
  if (!known) throw new Error(`no act is called ${act}`);
  await known(sendTo(app), fields, app);
};
