/** Props that must be given, and those that may be: a page hands on what it may not have (`error={errors.email}`). */
export type Props<Needed, Optional = object> = Readonly<Needed & { [K in keyof Optional]?: Optional[K] | undefined }>;

export type Size = 's' | 'm' | 'l' | 'xl';
export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6;
export type HeadingTag = `h${HeadingLevel}`;
