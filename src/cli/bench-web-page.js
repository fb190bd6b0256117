/** Runs in the page: notes when lines, keys and frames are on the screen. All times are epoch milliseconds of this machine. */
(() => {
  const now = () => performance.timeOrigin + performance.now();

  /** After the frame that shows what is in the page now. */
  const whenPainted = then =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => then(now());
      port2.postMessage(null);
    });

  const linesAt = {};
  const waiting = [];
  const keyDelays = [];
  const longTasks = [];

  const isInSight = line => {
    const { top, bottom } = line.getBoundingClientRect();
    const box = line.closest('.list-box').getBoundingClientRect();
    return bottom > box.top && top < box.bottom;
  };
  const look = () => {
    for (const line of document.querySelectorAll('li[data-line]')) {
      const name = line.querySelector('.name')?.textContent ?? '';
      if (name in linesAt || !line.querySelector('.why')?.textContent || !isInSight(line)) continue;
      linesAt[name] = null;
      whenPainted(at => {
        linesAt[name] = at;
        for (const tell of waiting.splice(0)) tell();
      });
    }
  };
  const watch = new MutationObserver(look);
  watch.observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['style'],
  });
  window.addEventListener(
    'keydown',
    event => whenPainted(at => keyDelays.push(at - performance.timeOrigin - event.timeStamp)),
    { capture: true },
  );
  new PerformanceObserver(list => longTasks.push(...list.getEntries().map(task => task.duration))).observe({
    type: 'longtask',
  });

  /** The milliseconds from frame to frame while `move` is called in each. */
  const frames = (count, move) =>
    new Promise(resolve => {
      const took = [];
      let before = null;
      const step = at => {
        if (before !== null) took.push(at - before);
        before = at;
        if (took.length >= count) return resolve(took);
        move();
        requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
    });

  /** When the line of this name, or the first of all, was painted. */
  const painted = async name => {
    const known = () => (name === null ? Object.values(linesAt).find(at => at !== null) : linesAt[name]);
    while (!known()) await new Promise(resolve => waiting.push(resolve));
    return known();
  };

  const listBox = () => document.querySelector('.list-box');

  globalThis.vigilBench = {
    now,
    painted,
    /** Notes no more lines, so that looking for them costs nothing of what is measured. */
    stopWatching: () => watch.disconnect(),
    keyDelays,
    longTasks,
    emptyFrames: count => frames(count, () => undefined),
    scrollFrames: (count, stepPx) => {
      const box = listBox();
      return frames(count, () => {
        box.scrollTop += stepPx;
      });
    },
    scrollTo: share => {
      const box = listBox();
      box.scrollTop = share * (box.scrollHeight - box.clientHeight);
    },
    sinceNavigationMs: at => at - performance.timeOrigin,
    listBytes: () =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => new URL(name).pathname === '/api/v1/worklist')
        .map(({ encodedBodySize }) => encodedBodySize),
  };
})();
