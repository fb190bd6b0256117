import type { ReactNode } from 'react';
import { chartWords } from '../strings/panel-charts.ts';
import { text } from '../strings.ts';
import type { ChartModel } from './model.ts';

const Swatch = ({ children, label }: { children: ReactNode; label: string }) => (
  <li>
    <svg viewBox="0 0 18 12" width="18" height="12" aria-hidden="true">
      {children}
    </svg>
    {label}
  </li>
);

const Stroke = ({ index }: { index: number }) => (
  <g className={`series-${index}`}>
    <path d="M0 6h18" stroke="currentColor" strokeWidth="1.5" />
    <circle cx="9" cy="6" r="3" fill="currentColor" />
  </g>
);

const { legend, systolic, diastolic } = text.chart;

const Suspect = () => (
  <Swatch label={legend.suspect}>
    <circle className="series-1" cx="9" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" />
  </Swatch>
);

const Ground = ({ model }: { model: ChartModel }) => (
  <>
    {model.baseline && (
      <Swatch label={chartWords.legend.baseline}>
        <path className="series-1" d="M0 1h18v10H0z" fill="currentColor" opacity="0.2" />
      </Swatch>
    )}
    {model.limits.length > 0 && (
      <Swatch label={legend.limit}>
        <path className="limit" d="M0 6h18" stroke="currentColor" strokeDasharray="5 2" />
      </Swatch>
    )}
    {model.spans.length > 0 && (
      <Swatch label={legend.alert}>
        <g className="span">
          <path d="M0 0h18v12H0z" fill="currentColor" opacity="0.2" />
          <path d="M0 0h18v3H0z" fill="currentColor" />
        </g>
      </Swatch>
    )}
    {model.missed.length > 0 && (
      <Swatch label={chartWords.legend.missed}>
        <path d="M4 2h10v8H4zM4 10L14 2" fill="none" stroke="currentColor" />
      </Swatch>
    )}
    {model.interventions.length > 0 && (
      <Swatch label={chartWords.legend.flags}>
        <path d="M4 0.5h10v8H4zM9 8.5V12" fill="none" stroke="currentColor" />
      </Swatch>
    )}
  </>
);

export const Legend = ({ model }: { model: ChartModel }) => {
  const names = model.kind === 'blood-pressure' ? [systolic, diastolic] : [text.kinds[model.kind]];
  const has = (look: string) => model.rows.some(row => row.look === look);
  return (
    <ul className="legend">
      {names.map((name, index) => (
        <Swatch key={name} label={name}>
          <Stroke index={index + 1} />
        </Swatch>
      ))}
      {model.overlay && (
        <Swatch label={chartWords.legend.overlay(model.overlay.unit)}>
          <path d="M0 6h18" stroke="currentColor" strokeWidth="1.5" strokeDasharray="5 3" />
        </Swatch>
      )}
      {has('history') && (
        <Swatch label={legend.history}>
          <circle className="series-1" cx="9" cy="6" r="3" fill="currentColor" opacity="0.4" />
        </Swatch>
      )}
      {has('suspect') && <Suspect />}
      <Ground model={model} />
    </ul>
  );
};
