const lines = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('li[data-line]')];

const idOf = (line: HTMLElement | undefined): string | null => line?.dataset.line ?? null;

export const focusLine = (id: string | null): void => {
  const line = lines().find(each => idOf(each) === id);
  line?.querySelector('button')?.focus();
};

/** Takes the focus off the list, so that keys act on the open patient. */
export const leaveLines = (): void => {
  const active = document.activeElement;
  if (active instanceof HTMLElement && active.closest('li[data-line]')) active.blur();
};

/** The line whose button has the focus, if any. */
export const focusedLine = (): string | null => {
  const line = document.activeElement?.closest<HTMLElement>('li[data-line]');
  return line ? idOf(line) : null;
};

export const lineAfter = (id: string): string | null => {
  const all = lines();
  const index = all.findIndex(each => idOf(each) === id);
  return idOf(all[index + 1]) ?? idOf(all[index - 1]);
};

let lastIndex = 0;

/** Moves the focus by one line from `id`; if that line has left the list, from where it stood. */
export const moveFocus = (id: string | null, by: 1 | -1): void => {
  const all = lines();
  const index = all.findIndex(each => idOf(each) === id);
  const start = index === -1 ? lastIndex - (by === 1 ? 1 : 0) : index;
  const next = id === null ? 0 : Math.max(0, Math.min(all.length - 1, start + by));
  lastIndex = next;
  focusLine(idOf(all[next]));
};
