const key = 'vigil-risk-program';

export const keepProgram = (id: string): void => window.localStorage.setItem(key, id);

/** Whose ranking was looked at last in this browser; empty where none was. */
export const keptProgram = (): string => window.localStorage.getItem(key) ?? '';
