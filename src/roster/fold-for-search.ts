/** Letters as people type them into a search box: no case, no accents, digits of a phone number run together. */
export const foldForSearch = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
