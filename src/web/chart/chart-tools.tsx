import { Button } from '../kit/button.tsx';
import { Checkbox } from '../kit/checkbox.tsx';
import { IconButton } from '../kit/icon-button.tsx';
import { RadioGroup } from '../kit/radio-group.tsx';
import { formatTime } from '../lib/times.ts';
import { chartWords } from '../strings/panel-charts.ts';
import { isWhole, moved, type Span, zoomed } from './span.ts';

export const ranges = [14, 30, 90, 365] as const;

type Props = {
  readonly days: number;
  readonly onDays: (days: number) => void;
  readonly whole: Span;
  readonly span: Span;
  readonly onSpan: (span: Span) => void;
  readonly timeZone: string;
  /** null where there are no weights and blood pressures to lay over one another */
  readonly withWeight: boolean | null;
  readonly onWithWeight: (isOn: boolean) => void;
};

const Zoom = ({ whole, span, onSpan }: Pick<Props, 'whole' | 'span' | 'onSpan'>) => {
  const all = isWhole(whole, span);
  return (
    <div className="buttons zoom">
      <IconButton label={chartWords.zoomIn} onPress={() => onSpan(zoomed(whole, span, 0.5))}>
        +
      </IconButton>
      <IconButton label={chartWords.zoomOut} isDisabled={all} onPress={() => onSpan(zoomed(whole, span, 2))}>
        −
      </IconButton>
      <IconButton
        label={chartWords.earlier}
        isDisabled={span.from <= whole.from}
        onPress={() => onSpan(moved(whole, span, -0.25))}
      >
        ‹
      </IconButton>
      <IconButton
        label={chartWords.later}
        isDisabled={span.to >= whole.to}
        onPress={() => onSpan(moved(whole, span, 0.25))}
      >
        ›
      </IconButton>
      <Button aria-label={chartWords.wholeTitle} isDisabled={all} onPress={() => onSpan(whole)}>
        {chartWords.whole}
      </Button>
    </div>
  );
};

/** How much time the charts show, and which part of it. */
export const ChartTools = (props: Props) => {
  const { days, onDays, span, timeZone, withWeight, onWithWeight } = props;
  const day = (at: number) => formatTime(at, 'date', timeZone);
  return (
    <div className="chart-tools">
      <RadioGroup
        label={chartWords.range}
        isLabelHidden
        value={String(days)}
        onChange={value => onDays(Number(value))}
        choices={ranges.map(range => ({ value: String(range), label: chartWords.ranges[range] ?? '' }))}
      />
      <Zoom {...props} />
      <output className="muted small">{chartWords.shown(day(span.from), day(span.to))}</output>
      {withWeight !== null && (
        <Checkbox isSelected={withWeight} onChange={onWithWeight}>
          {chartWords.overlay}
        </Checkbox>
      )}
    </div>
  );
};
