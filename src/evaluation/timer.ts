export type Timer = {
  /** the instant to judge */
  readonly at: number;
  /** our clock, from which on it may be judged: later than `at` when the reading it waits on arrived late */
  readonly wallAt: number;
};
export type Timers = Readonly<Record<string, Timer>>;
