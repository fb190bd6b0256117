import { Contacts } from '../panel/contacts.tsx';
import { Medications } from '../panel/medications.tsx';
import { Problems } from '../panel/problems.tsx';
import type { CareProps } from './care-props.ts';

/** What is on file: whom to call, medications, problems. */
export const DetailsTab = (props: CareProps) => (
  <div className="care">
    <Contacts {...props} />
    <Medications {...props} />
    <Problems {...props} />
  </div>
);
