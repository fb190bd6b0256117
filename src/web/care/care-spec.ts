import type { Field, Values } from '../verbs/form-spec.ts';

/** A form of the Care and Details tabs as data. */
export type CareSpec = {
  readonly title: string;
  readonly submit: string;
  readonly start?: Values;
  readonly fields: (values: Values) => readonly Field[];
  /** what to send, or null while something is missing */
  readonly body: (values: Values) => object | null;
  readonly hint?: string | null;
};
