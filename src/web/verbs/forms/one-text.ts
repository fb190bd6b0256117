import type { DeedName } from '../deeds.ts';
import { type FormSpec, filled } from '../form-spec.ts';

type OneText = {
  readonly deed: DeedName;
  /** the name of the field in the request */
  readonly name: string;
  readonly label: string;
  readonly required: boolean;
  readonly max: number;
};

/** A form that asks for one text. */
export const oneText = ({ deed, name, label, required, max }: OneText): FormSpec => ({
  deed,
  fields: () => [{ name, label, is: 'area', required, max }],
  body: values => {
    const value = filled(values, name);
    if (value === undefined) return required ? null : {};
    return { [name]: value };
  },
});
