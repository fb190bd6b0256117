const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const givenNames = {
  female: words(`
    Mary Patricia Linda Barbara Denise Yolanda Latoya Keisha Rosa Guadalupe Carmen Lucía Mei Xiuying Thuy
    Lan Priya Lakshmi Fatima Amina Nadia Olga Svetlana Ingrid Giulia Miriam Ruth Esther Aiyana Dolores
    Marisol Eun-ji Noriko Folasade Chiamaka Adwoa Shirin Leila Siobhan Agnieszka Beatriz Teresa Gloria Wanda
  `),
  male: words(`
    James Robert William Charles Leroy Marcus Darnell Tyrone José Luis Miguel Rafael Wei Jian Minh Duc
    Rajesh Arjun Ahmed Omar Yusuf Dmitri Sergei Lars Giovanni Isaac Samuel Joseph Chaska Ernesto
    Joon-ho Kenji Oluwaseun Emeka Kwame Farhad Reza Patrick Tomasz João Vincent Raymond Harold Stanley
  `),
} as const;

export const familyNames = [
  ...words(`
    Smith Johnson Williams Brown Jones Davis Jackson Washington Freeman Booker García Martínez Rodríguez
    Hernández Peña Ramírez Vásquez Castillo Chen Wang Zhang Nguyen Tran Pham Kim Park Tanaka Sato Patel
    Sharma Reddy Khan Hassan Ali Haddad Petrov Ivanova Kowalski Novak O'Brien O'Neill Murphy Rossi
    Schneider Larsen Cohen Goldberg Begay Yazzie Okafor Adeyemi Mensah Tesfaye Reyes Santos Silva Dubois
  `),
  'de la Cruz',
  'St. Clair',
  'Whitfield, Jr.',
] as const;

export const phoneAreas: Readonly<Record<string, readonly string[]>> = {
  'America/New_York': words('212 404 617 215 305'),
  'America/Chicago': words('312 314 214 612 504'),
  'America/Los_Angeles': words('213 415 503 206'),
  'America/Phoenix': words('602 520 480'),
};
