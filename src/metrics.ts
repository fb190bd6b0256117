/** Counters and gauges in Prometheus' text form; labels are fixed words, never ids. */
export type Metrics = {
  readonly count: (name: string, label?: string, by?: number) => void;
  /** read each time the metrics are asked for; one that fails is left out */
  readonly gauge: (name: string, read: () => number | Promise<number>) => void;
  readonly render: () => Promise<string>;
  readonly read: (name: string, label?: string) => number;
};

/** What an alert of deploy/prometheus counts: 0 from the start, since a counter that appears with its first failure never rose. */
const fromTheStart = [
  'vigil_aside_failures_total',
  'vigil_evaluation_failures_total',
  'vigil_rule_failures_total',
  'vigil_webhook_attempts_total{result="dead"}',
] as const;

const keyOf = (name: string, label: string | undefined) => (label ? `${name}{result="${label}"}` : name);

export const createMetrics = (): Metrics => {
  const counters = new Map<string, number>(fromTheStart.map(key => [key, 0]));
  const gauges = new Map<string, () => number | Promise<number>>();
  return {
    count: (name, label, by = 1) => {
      const key = keyOf(name, label);
      counters.set(key, (counters.get(key) ?? 0) + by);
    },
    gauge: (name, read) => gauges.set(name, read),
    read: (name, label) => counters.get(keyOf(name, label)) ?? 0,
    render: async () => {
      const lines = [...counters].map(([key, value]) => `${key} ${value}`);
      const readings = await Promise.allSettled(
        [...gauges].map(async ([name, read]) => `${name} ${await read()}`),
      );
      for (const reading of readings) if (reading.status === 'fulfilled') lines.push(reading.value);
      return `${lines.sort().join('\n')}\n`;
    },
  };
};
