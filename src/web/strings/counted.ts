export const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;
export const lines = (count: number): string => counted(count, 'line', 'lines');
export const patients = (count: number): string => counted(count, 'patient', 'patients');
