import { Label } from 'react-aria-components/Label';
import { Meter as AriaMeter } from 'react-aria-components/Meter';
import type { Tone } from './badge.tsx';

type Props = {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly value: number;
  readonly max: number;
  /** "12 of 16 days" */
  readonly words: string;
  readonly tone?: Tone;
};

/** How much of something there is, in words and as a bar. */
export const Meter = ({ label, isLabelHidden = false, value, max, words, tone = 'accent' }: Props) => (
  <AriaMeter className={`meter ${tone}`} value={Math.min(value, max)} maxValue={max} valueLabel={words}>
    {({ percentage }) => (
      <>
        <Label className={isLabelHidden ? 'visually-hidden' : 'field-label'}>{label}</Label>
        <span className="meter-words">{words}</span>
        <span className="meter-track">
          <span className="meter-fill" style={{ inlineSize: `${percentage}%` }} />
        </span>
      </>
    )}
  </AriaMeter>
);
