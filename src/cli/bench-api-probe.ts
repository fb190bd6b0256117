import { parentPort, workerData } from 'node:worker_threads';
import { benchCritical } from './bench-messages.ts';
import { connectPublisher } from './publisher.ts';

export type Probe = {
  readonly url: string;
  readonly mqttUrl: string;
  readonly token: string;
  readonly seconds: number;
  /** patients of whom nothing came yet, for critical readings */
  readonly critical: readonly { readonly n: number; readonly patientId: string }[];
  /** paths that are asked for in turn */
  readonly asked: readonly string[];
};

export type Probed = {
  readonly eventMs: readonly number[];
  readonly unseen: number;
  readonly apiMs: Readonly<Record<string, readonly number[]>>;
};

const criticalEveryMs = 100;
const askEveryMs = 40;
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, Math.max(0, ms)));

const headersOf = ({ token }: Probe) => ({ authorization: `Bearer ${token}`, 'vigil-actor': 'Ben Bench' });

/** Calls `seen` with the patient of each item that is opened. */
const listen = async (probe: Probe, seen: (patientId: string) => void) => {
  const stop = new AbortController();
  const response = await fetch(`${probe.url}/api/v1/events`, {
    headers: headersOf(probe),
    signal: stop.signal,
  });
  const read = async (): Promise<void> => {
    let text = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const data = /^event: worklist-item\.opened$/m.test(event) && /^data: (.+)$/m.exec(event)?.[1];
        if (data) seen(String(JSON.parse(data).patientId));
      }
    }
  };
  const reading = read().catch(() => undefined);
  return async () => {
    stop.abort();
    await reading;
  };
};

const publishCriticals = async (probe: Probe, eventMs: number[]): Promise<number> => {
  const sent = new Map<string, number>();
  const stop = await listen(probe, patientId => {
    const at = sent.get(patientId);
    if (at === undefined) return;
    eventMs.push(performance.now() - at);
    sent.delete(patientId);
  });
  const publisher = await connectPublisher(probe.mqttUrl);
  const startedAt = performance.now();
  for (const [i, { n, patientId }] of probe.critical.entries()) {
    await pause(startedAt + i * criticalEveryMs + (i % 7) * 5 - performance.now());
    const { topic, payload } = benchCritical(n);
    sent.set(patientId, performance.now());
    void publisher.publish(topic, payload);
  }
  await pause(2_000);
  await publisher.close();
  await stop();
  return sent.size;
};

const askApi = async (probe: Probe, apiMs: Record<string, number[]>): Promise<void> => {
  const endAt = performance.now() + probe.seconds * 1000;
  for (let i = 0; performance.now() < endAt; i += 1) {
    const path = probe.asked[i % probe.asked.length] ?? '';
    const startedAt = performance.now();
    const response = await fetch(`${probe.url}${path}`, { headers: headersOf(probe) });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    const what = path.replace(/pat_\d+/, '{id}').replace(/\?.*/, '');
    apiMs[what] = [...(apiMs[what] ?? []), performance.now() - startedAt];
    await pause(askEveryMs);
  }
};

const run = async (probe: Probe): Promise<Probed> => {
  const eventMs: number[] = [];
  const apiMs: Record<string, number[]> = {};
  const [unseen] = await Promise.all([publishCriticals(probe, eventMs), askApi(probe, apiMs)]);
  return { eventMs, unseen, apiMs };
};

if (parentPort) parentPort.postMessage(await run(workerData as Probe));
