import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';

export type ButtonProps = Omit<AriaButtonProps, 'className' | 'style' | 'render'> & {
  readonly look?: 'plain' | 'primary' | 'danger' | 'link' | 'quiet';
  readonly small?: boolean;
  /** the key that does the same, as `aria-keyshortcuts` */
  readonly keys?: string | undefined;
  readonly className?: string;
};

export const Button = ({ look = 'plain', small = false, keys, className, ...props }: ButtonProps) => (
  <AriaButton
    {...props}
    className={['button', look !== 'plain' && look, small && 'small', className].filter(Boolean).join(' ')}
    {...(keys === undefined ? {} : { render: element => <button {...element} aria-keyshortcuts={keys} /> })}
  />
);
