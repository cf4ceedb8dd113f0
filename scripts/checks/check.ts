/** What was found where something was looked at: as it should be, or not, and then what to do about it. */
export type Finding =
  | { readonly ok: true; readonly found?: string }
  | { readonly ok: false; readonly found: string; readonly todo?: string };

/** Something that must be so. */
export interface Check {
  /** As it reads in a list: “the certificate”. */
  readonly what: string;
  look(): Promise<Finding>;
}

export const fine = (found?: string): Finding => ({ ok: true, ...(found !== undefined && { found }) });
export const wrong = (found: string, todo?: string): Finding => ({
  ok: false,
  found,
  ...(todo !== undefined && { todo }),
});

/** What cannot be looked at is not known to be so. */
async function findingOf({ look }: Check): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return wrong(`it cannot be told: ${name}: ${message}`);
  }
}

/** Looks at each in its order, and says so in one line. @returns whether all is as it should be */
export async function lookAt(checks: readonly Check[], say: (line: string) => void): Promise<boolean> {
  let all = true;
  for (const check of checks) {
    const finding = await findingOf(check);
    const said = [finding.found, finding.ok ? undefined : finding.todo].filter((part) => part !== undefined).join('. ');
    say(`${finding.ok ? 'ok    ' : 'NOT OK'}  ${check.what}${said && `: ${said}`}`);
    all &&= finding.ok;
  }
  return all;
}
