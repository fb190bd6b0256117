export type Choice = {
  readonly value: string;
  readonly label: string;
  /** why it cannot be chosen */
  readonly off?: string | null;
};
