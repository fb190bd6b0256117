const tolerance = 1e-9;

/** `value ≥ limit`, blind to the last bits of binary fractions (81.36 − 80 reaches 1.36); both in one unit. */
export const reaches = (value: number, limit: number): boolean => value >= limit - tolerance;

/** `value > limit`, blind to the last bits of binary fractions; both in one unit. */
export const exceeds = (value: number, limit: number): boolean => value > limit + tolerance;

/** `value < limit`, blind to the last bits of binary fractions; both in one unit. */
export const fallsBelow = (value: number, limit: number): boolean => value < limit - tolerance;
