/** Something that was entered and cannot stand. */
export interface Fault {
  /** Where: the names of fields, with slashes between them. */
  readonly field: string;
  /** What to do about it. */
  readonly detail: string;
}
