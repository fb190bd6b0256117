let holders = 0;

/** Counts as a sign of life until the returned function is called: a call timer runs. */
export const keepAwake = (): (() => void) => {
  holders += 1;
  let isHeld = true;
  return () => {
    if (isHeld) holders -= 1;
    isHeld = false;
  };
};

export const isKeptAwake = (): boolean => holders > 0;
