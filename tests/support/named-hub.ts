import type { Hub } from '#hub/hub.ts';
import { southEastLondon } from '#hub/south-east-london.ts';

/** A hub that has named all that a policy must say, by inventions. */
export const namedHub: Hub = {
  ...southEastLondon,
  controller: {
    legalName: 'Invented Primary Care Federation Limited',
    address: ['1 Invented Road', 'London', 'SE1 0AA'],
    telephone: '020 7946 0000',
    dataProtectionOfficer: { name: 'Ada Invented', email: 'dpo@hub.example' },
    icoRegistration: 'ZA000000',
  },
  transfers: [],
};
