import type { UseCasesOf } from '#http/use-case.ts';
import type { documents } from './contract.ts';
import { createGetDocumentLink } from './get-document-link.ts';
import type { StaffDeps } from './use-case-deps.ts';

/** For those who look after funding, and for finance. */
export const adminUseCases = (deps: StaffDeps): UseCasesOf<typeof documents, 'admin'> => ({
  getDocumentLink: createGetDocumentLink(deps),
});
