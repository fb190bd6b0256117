import type { AuditVerdict } from '../contract/audit.ts';

export type Fault = AuditVerdict['broken'][number];

/** What a verification found wrong so far; names the first thousand and counts the rest. */
export type Faults = {
  readonly tell: (log: Fault['log'], id: number, what: string) => void;
  readonly named: () => Fault[];
  readonly more: () => number;
};

const mostNamed = 1_000;

export const createFaults = (): Faults => {
  const named: Fault[] = [];
  let more = 0;
  return {
    tell: (log, id, what) => {
      if (named.length < mostNamed) named.push({ log, id, what });
      else more++;
    },
    named: () => named,
    more: () => more,
  };
};

/** `row 41 is`, `rows 41–43 are` */
export const spoken = (noun: string, first: number, last: number): string =>
  first === last ? `${noun} ${first} is` : `${noun}s ${first}–${last} are`;
