import type { ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';

export type FieldProps = {
  readonly label: ReactNode;
  /** said by assistive technology only */
  readonly isLabelHidden?: boolean;
  readonly help?: ReactNode;
  /** what is wrong with it, by the server or the form */
  readonly error?: string | null;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly name?: string;
  readonly autoFocus?: boolean;
  /** half as wide where there is room */
  readonly isHalf?: boolean;
};

export const fieldClass = (kind: string, { isHalf }: Pick<FieldProps, 'isHalf'>): string =>
  isHalf ? `field ${kind} half` : `field ${kind}`;

/** What every field hands to React Aria. */
export const shared = ({ error, isRequired, isDisabled, name, autoFocus }: FieldProps) => ({
  isInvalid: Boolean(error),
  isRequired: isRequired ?? false,
  isDisabled: isDisabled ?? false,
  autoFocus: autoFocus ?? false,
  ...(error ? { validationBehavior: 'aria' as const } : {}),
  ...(name === undefined ? {} : { name }),
});

export const FieldLabel = ({ label, isLabelHidden }: Pick<FieldProps, 'label' | 'isLabelHidden'>) => (
  <Label className={isLabelHidden ? 'visually-hidden' : 'field-label'}>{label}</Label>
);

/** Help and what is wrong, both tied to the field. */
export const FieldFoot = ({ help, error }: Pick<FieldProps, 'help' | 'error'>) => (
  <>
    {help && (
      <Text slot="description" className="field-help">
        {help}
      </Text>
    )}
    {error ? (
      <FieldError className="field-error">
        <span role="alert">{error}</span>
      </FieldError>
    ) : (
      <FieldError className="field-error" />
    )}
  </>
);
