/** What is wrong with what somebody entered. */
export interface Fault {
  /** A field, or a JSON Pointer within one: `audience/boroughs/0`. */
  readonly field: string;
  readonly detail: string;
}
