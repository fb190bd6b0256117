/** How long a person may take back what she did. */
export const undoMs = 10_000;
