/** Runs `work` at once, or once more after the present run: a storm of calls neither piles up nor starves. */
export const oneAtATime = (work: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> | null = null;
  let again = false;
  const loop = async () => {
    do {
      again = false;
      await work();
    } while (again);
  };
  return () => {
    again = true;
    running ??= loop().finally(() => {
      running = null;
    });
    return running;
  };
};
