import type { Hub } from '#hub/hub.ts';

/** What a privacy policy must say of whoever answers for the data, and how messages call it. */
const mustBeNamed = {
  'the legal name of the controller (controller.legalName)': ({ controller }: Hub) => controller.legalName,
  'its address (controller.address)': ({ controller }: Hub) => controller.address,
  'its telephone number (controller.telephone)': ({ controller }: Hub) => controller.telephone,
  'its data protection officer (controller.dataProtectionOfficer)': ({ controller }: Hub) =>
    controller.dataProtectionOfficer,
  'its registration with the ICO (controller.icoRegistration)': ({ controller }: Hub) => controller.icoRegistration,
  'transfers outside the United Kingdom, or that there are none (transfers)': ({ transfers }: Hub) => transfers,
} as const;

/** What the hub has yet to name of them; none where its policy can be published for people to rely on. */
export const notYetNamed = (hub: Hub): string[] =>
  Object.entries(mustBeNamed).flatMap(([name, of]) => (of(hub) === null ? [name] : []));

/** As a page says it that nobody relies on yet. */
export const named = (value: string | null): string => value ?? 'not yet named';
