/** Of dates: with three records each, within what one transaction takes. */
export const longestSeries = 30;
