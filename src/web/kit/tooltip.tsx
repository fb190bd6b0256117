import type { ReactNode } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components/Tooltip';

type Props = {
  readonly text: string;
  /** one button or link of the kit */
  readonly children: ReactNode;
};

/** A word more about a control, at the pointer or the focus; never the only place where something is said. */
export const Tooltip = ({ text, children }: Props) => (
  <TooltipTrigger delay={600}>
    {children}
    <AriaTooltip className="tooltip" offset={6}>
      {text}
    </AriaTooltip>
  </TooltipTrigger>
);
