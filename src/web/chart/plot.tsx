import { useEffect, useRef, useSyncExternalStore } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { readColours } from './draw.ts';
import { lineColumns } from './line-columns.ts';
import { heightPx, plotOptions } from './plot-options.ts';
import type { PlotProps } from './plot-props.ts';

const dark = window.matchMedia('(prefers-color-scheme: dark)');

const onTheme = (change: () => void) => {
  const root = new MutationObserver(change);
  root.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  dark.addEventListener('change', change);
  return () => {
    root.disconnect();
    dark.removeEventListener('change', change);
  };
};

const themeNow = (): string => document.documentElement.dataset.theme ?? String(dark.matches);

/** The canvas only: what it shows is also told by its figure's caption, the list of marks and the table of readings. */
export const Plot = ({ model, marked, onPoint, onDrag }: PlotProps) => {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const theme = useSyncExternalStore(onTheme, themeNow);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours read depend on the theme
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const options = plotOptions(model, readColours(), element.clientWidth, { onPoint, onDrag });
    const drawn = new uPlot(options, lineColumns(model) as uPlot.AlignedData, element);
    plot.current = drawn;
    const observer = new ResizeObserver(() =>
      drawn.setSize({ width: element.clientWidth, height: heightPx }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      drawn.destroy();
      plot.current = null;
    };
  }, [model, onPoint, onDrag, theme]);
  useEffect(() => {
    if (marked === null || !plot.current) return;
    const left = plot.current.valToPos(marked.at / 1000, 'x');
    plot.current.setCursor({ left, top: 0 }, false);
  }, [marked]);
  return <div className="plot" ref={box} aria-hidden="true" />;
};
