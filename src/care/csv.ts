/** What spreadsheets take for a formula when a cell begins with it (OWASP: CSV injection). */
const formula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

export type Cell = string | number | null;

/** One cell: numbers as they are; text that a spreadsheet would compute stands behind an apostrophe. Pure. */
export const csvCell = (value: Cell): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A line with its end, as RFC 4180 has it. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;
