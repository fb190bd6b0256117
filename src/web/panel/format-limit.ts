/** `1.3 kg`, `24`: as a reading of the limits needs it, to two decimals. */
export const formatLimit = (value: number, unit: string): string =>
  `${Math.round(value * 100) / 100} ${unit}`.trim();
