const replacement = '\uFFFD';

/** A text as every store keeps it: PostgreSQL takes neither NUL nor half of a surrogate pair. */
export const keepableText = (text: string): string => text.replaceAll('\u0000', replacement).toWellFormed();

/** The same of every text in a value that came as JSON, names of fields included. */
export const keepable = <T>(value: T): T => {
  if (typeof value === 'string') return keepableText(value) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(keepable) as T;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [keepableText(name), keepable(inner)]),
  ) as T;
};

/** In JSON such a character can only be written as an escape; what is no UTF-8 was replaced when it was read. */
export const holdsEscapes = (payload: Uint8Array): boolean =>
  Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).includes('\\u');
