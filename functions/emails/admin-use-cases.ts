import { createClearSuppressedAddress } from './clear-suppressed-address.ts';

/** For staff. */
export const createAdminUseCases = (deps: Parameters<typeof createClearSuppressedAddress>[0]) => ({
  clearSuppressedAddress: createClearSuppressedAddress(deps),
});
