import type { Choice } from '../kit/choice.ts';
import type { DeedName } from './deeds.ts';
import type { Subject } from './subject.ts';

/** What a person has typed or chosen, by name of field. */
export type Values = Readonly<Record<string, string>>;

export type Field = {
  readonly name: string;
  readonly label: string;
  readonly is: 'text' | 'area' | 'pick' | 'select' | 'moment' | 'day' | 'number';
  readonly choices?: readonly Choice[];
  readonly suggestions?: readonly string[];
  readonly help?: string | undefined;
  readonly required?: boolean;
  readonly max?: number;
  readonly least?: string;
  readonly half?: true;
};

export type FormContext = {
  readonly subject: Subject;
  readonly now: number;
  readonly actorName: string;
  /** names seen on the worklist */
  readonly people: readonly string[];
  /** the version of the details that a refusal has named; null unless the last deed was refused for it */
  readonly toldVersion: string | null;
};

/** A form as data: the frame, its keys, its draft and its errors are the same for all. */
export type FormSpec = {
  readonly deed: DeedName;
  /** what its fields hold before anything is typed */
  readonly start?: (context: FormContext) => Values;
  /** the version of what it changes, as it is now; in `values`, `seenVersion` is the one that the draft began on */
  readonly version?: (context: FormContext) => string | undefined;
  readonly fields: (values: Values, context: FormContext) => readonly Field[];
  /** the body to send, or null while something is missing */
  readonly body: (values: Values, context: FormContext) => object | null;
  /** why it cannot be done at all now */
  readonly blocked?: (context: FormContext) => string | null;
  /** what to say when it is sent while something is missing */
  readonly missing?: string;
  /** one sentence above the buttons */
  readonly hint?: (values: Values, context: FormContext) => string | null;
};

/** A field's text without blanks at its ends; undefined when nothing is left. */
export const filled = (values: Values, name: string): string | undefined => values[name]?.trim() || undefined;
