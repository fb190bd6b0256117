const width = 30;

/** Draws how far long work is, on a terminal in place, elsewhere as one line a tenth. */
export const progressBar = (tell: (text: string) => void, label: string) => {
  const inPlace = process.stderr.isTTY === true;
  let shownTenth = -1;
  return (done: number, of: number): void => {
    const share = of === 0 ? 1 : done / of;
    const tenth = Math.floor(share * 10);
    if (tenth === shownTenth && !(inPlace && done % 50 === 0)) return;
    shownTenth = tenth;
    const bar = '█'.repeat(Math.round(share * width)).padEnd(width, '░');
    const text = `${label} ${bar} ${done}/${of}`;
    if (!inPlace) tell(text);
    else process.stderr.write(`\r${text}${done >= of ? '\n' : ''}`);
  };
};
