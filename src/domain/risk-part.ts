/** What of a part says which sort it is of; also of a part that came over the network. */
type Named = {
  readonly id: string;
  readonly label: string;
  readonly missing?: true | undefined;
  readonly mayAdd?: number | undefined;
};

/** Terms that say nothing of the patient: where everybody starts, and what stable patients vary by. */
const fixedIds: ReadonlySet<string> = new Set(['base', 'ordinary']);

export const isFixedPart = ({ id }: Pick<Named, 'id'>): boolean => fixedIds.has(id);

/** Two features together have a part of their own. */
export const isPairPart = ({ id }: Pick<Named, 'id'>): boolean => id.includes(' × ');

/** What was not told is no reason for a score; a pair says it in its words only. */
export const isNotKnownPart = ({ label, missing, mayAdd }: Named): boolean =>
  missing === true || mayAdd !== undefined || label.includes(' not known');
