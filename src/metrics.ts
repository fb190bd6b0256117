/** Counters and gauges in Prometheus' text form; labels are fixed words, never ids. */
export type Metrics = {
  readonly count: (name: string, label?: string, by?: number) => void;
  readonly gauge: (name: string, read: () => number) => void;
  readonly render: () => string;
  readonly read: (name: string, label?: string) => number;
};

const keyOf = (name: string, label: string | undefined) => (label ? `${name}{result="${label}"}` : name);

export const createMetrics = (): Metrics => {
  const counters = new Map<string, number>();
  const gauges = new Map<string, () => number>();
  return {
    count: (name, label, by = 1) => {
      const key = keyOf(name, label);
      counters.set(key, (counters.get(key) ?? 0) + by);
    },
    gauge: (name, read) => gauges.set(name, read),
    read: (name, label) => counters.get(keyOf(name, label)) ?? 0,
    render: () => {
      const lines = [...counters].map(([key, value]) => `${key} ${value}`);
      for (const [name, read] of gauges) lines.push(`${name} ${read()}`);
      return `${lines.sort().join('\n')}\n`;
    },
  };
};
