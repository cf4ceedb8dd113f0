/** Each line of what somebody wrote that says something. */
export const linesOf = (text: string): string[] => text.split(/[\r\n]+/).filter((each) => each.trim() !== '');
