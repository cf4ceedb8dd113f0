import type { Hub } from '#hub/hub.ts';
import { hubById } from '#hub/hubs.ts';
import { notYetNamed } from '#privacy/controller.ts';
import type { StageSettings } from './settings.ts';

/**
 * People who give their data to a hub are told who answers for it (UK GDPR, Article 13): production waits until that is known.
 *
 * @throws naming each thing that is missing
 */
export function refuseUnnamed<Settings extends StageSettings>(
  settings: Settings,
  hub: Hub = hubById(settings.hub),
): Settings {
  const missing = settings.stage === 'production' ? notYetNamed(hub) : [];
  if (missing.length > 0)
    throw new Error(`The hub "${hub.id}" (shared/hub) has yet to name, for production: ${missing.join('; ')}`);
  return settings;
}
