export type Timer = {
  /** the instant to judge */
  readonly at: number;
  /** our clock, from which on it may be judged: later than `at` when the reading it waits on arrived late */
  readonly wallAt: number;
};
export type Timers = Readonly<Record<string, Timer>>;

/** A rule that broke: it judges again what arrived after `arrival`, from `retryAt` on our clock. */
export type Setback = { readonly arrival: number; readonly earliestAt: number; readonly retryAt: number };
export type Setbacks = Readonly<Record<string, Setback>>;
