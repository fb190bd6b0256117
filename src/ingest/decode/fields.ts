import type { Rejection, RejectReason } from './decoded.ts';

type Payload = Readonly<Record<string, unknown>>;
export type Field<T> = { readonly ok: true; readonly value: T } | ({ readonly ok: false } & Rejection);

export const bad = (reason: RejectReason, field: string, remedy: string) =>
  ({ ok: false, reason, field, remedy }) as const;

const good = <T>(value: T): Field<T> => ({ ok: true, value });

const decimal = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)\s*$/;

const absent = (value: unknown): boolean => value === undefined || value === null || value === '';

/** A JSON number or a numeric string such as "142"; undefined for anything else. */
const numberIn = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && decimal.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

export const numberField = (payload: Payload, field: string, example: string): Field<number> => {
  const value = payload[field];
  if (absent(value)) return bad('field-missing', field, `send ${field} as a number, such as ${example}`);
  const number = numberIn(value);
  if (number === undefined) return bad('field-wrong', field, `${field} must be a number, such as ${example}`);
  return good(number);
};

export const optionalNumberField = (
  payload: Payload,
  field: string,
  example: string,
): Field<number | null> => (absent(payload[field]) ? good(null) : numberField(payload, field, example));

export const unitField = <U extends string>(payload: Payload, units: readonly U[]): Field<U> => {
  const value = payload.unit;
  const remedy = `send unit as one of ${units.join(', ')} (UCUM)`;
  if (absent(value)) return bad('unit-missing', 'unit', remedy);
  const unit = units.find(u => u === value);
  return unit === undefined ? bad('unit-wrong', 'unit', remedy) : good(unit);
};

/** A slot or sequence number: a short string or a number. */
export const labelField = (payload: Payload, field: string): Field<string | null> => {
  const value = payload[field];
  if (absent(value)) return good(null);
  if (Number.isFinite(value) || (typeof value === 'string' && value.length <= 64)) return good(String(value));
  return bad('field-wrong', field, `${field} must be a number or a string of at most 64 characters`);
};

export const choiceField = <C extends string>(
  payload: Payload,
  field: string,
  choices: readonly C[],
): Field<C | null> => {
  const value = payload[field];
  if (absent(value)) return good(null);
  const choice = choices.find(c => c === value);
  return choice === undefined
    ? bad('field-wrong', field, `${field} must be one of ${choices.join(', ')}`)
    : good(choice);
};
