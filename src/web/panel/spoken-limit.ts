const units: Readonly<Record<string, string>> = {
  MmHg: 'mmHg',
  MgDl: 'mg/dL',
  MmolL: 'mmol/L',
  PerMin: 'per min',
  Kg: 'kg',
};
const unitAtEnd = new RegExp(`[.]?(${Object.keys(units).join('|')})$`, 'i');
const unitOf = (ending: string): string =>
  Object.entries(units).find(([name]) => name.toLowerCase() === ending.toLowerCase())?.[1] ?? ending;

/** `severeSystolicMmHg` reads as `severe systolic (mmHg)`, `glucoseHigh.mgDl` as `glucose high (mg/dL)`. */
export const spokenLimit = (name: string): string => {
  const ending = unitAtEnd.exec(name)?.[1];
  const words = name
    .replace(unitAtEnd, '')
    .replace(/[A-Z]|[0-9]+/g, part => ` ${part.toLowerCase()}`)
    .trim();
  return ending ? `${words} (${unitOf(ending)})` : words;
};
