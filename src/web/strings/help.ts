/** The dialog of keys. */
export const helpWords = {
  title: 'Keys',
  close: 'Close',
  open: 'Keyboard help',
  everywhere: 'Everywhere',
  keys: [
    ['j, k', 'next, previous line'],
    ['Enter', 'open the line'],
    ['[, ]', 'previous, next tab of the patient'],
    ['x', 'choose the line, or not'],
    ['A', 'acknowledge all that are chosen'],
    ['/', 'find a patient'],
    ['u', 'undo the last deed, for ten seconds'],
    ['Ctrl+Enter', 'send the form'],
    ['Esc', 'leave a field, a form, the panel'],
    ['?', 'this help'],
  ],
  deeds: 'A line or a patient',
  scope: 'These act on the line that has the focus, otherwise on the open patient.',
} as const;
