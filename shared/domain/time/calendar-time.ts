/** The same day and time of day, so many years later; 29 February becomes 28 February where the year has none. */
export function addYears(instant: Date, years: number): Date {
  const later = new Date(instant);
  later.setUTCFullYear(instant.getUTCFullYear() + years);
  if (later.getUTCMonth() !== instant.getUTCMonth()) later.setUTCDate(0);
  return later;
}

export const addDays = (instant: Date, days: number): Date => new Date(instant.getTime() + days * 86_400_000);
