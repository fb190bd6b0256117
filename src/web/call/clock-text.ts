/** `4:05`, `1:04:05`. */
export const clockText = (seconds: number): string => {
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const rest = two(seconds % 60);
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
};

/** `4 min 5 s`, `12 min`, `40 s`, `0 min`. */
export const minutesText = (seconds: number): string => {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0 && rest > 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
};

/** The seconds that `4`, `4:30` or `1:04:30` say, minutes being meant by one number; null where none are. */
export const secondsOf = (text: string): number | null => {
  if (!/^\d{1,3}(:[0-5]\d){0,2}$/.test(text.trim())) return null;
  const parts = text.trim().split(':').map(Number);
  const [a = 0, b = 0, c] = parts;
  const seconds = c === undefined ? a * 60 + b : a * 3_600 + b * 60 + c;
  return seconds > 0 ? seconds : null;
};
