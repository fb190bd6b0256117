/** "+0.62", "−1.21", "0.00". */
export const signed = (value: number, digits = 2): string => {
  const size = Math.abs(value).toFixed(digits);
  if (Number(size) === 0) return size;
  return `${value < 0 ? '−' : '+'}${size}`;
};
