import { parseSettings, type StageSettings } from './settings.ts';

const everywhere = {
  hub: 'south-east-london',
  email: { identityDomain: 'selwdh.co.uk', from: 'bookings@selwdh.co.uk' },
  alarmEmail: 'alarms@selwdh.co.uk',
  throttling: {
    rate: 50,
    burst: 100,
    writeRate: 20,
    writeBurst: 60,
    perAddress: { requests: 10_000, writes: 200 },
  },
};

// Each stage sends from an identity of its own, so that what is tried does not spend the reputation of what people rely on.
const stages: Readonly<Record<string, unknown>> = {
  dev: {
    ...everywhere,
    stage: 'dev',
    signIn: { learners: 'selwdh-dev', staff: 'selwdh-dev-staff' },
    email: { identityDomain: 'dev.selwdh.co.uk', from: 'bookings@dev.selwdh.co.uk' },
    siteUrl: 'https://dev.selwdh.co.uk',
    otherOrigins: ['http://localhost:5173'],
    protectData: false,
  },
  staging: {
    ...everywhere,
    stage: 'staging',
    signIn: { learners: 'selwdh-staging', staff: 'selwdh-staging-staff' },
    email: { identityDomain: 'staging.selwdh.co.uk', from: 'bookings@staging.selwdh.co.uk' },
    siteUrl: 'https://staging.selwdh.co.uk',
    protectData: true,
  },
  production: {
    ...everywhere,
    stage: 'production',
    signIn: { learners: 'selwdh', staff: 'selwdh-staff' },
    siteUrl: 'https://www.selwdh.co.uk',
    protectData: true,
  },
};

/** The settings of a stage. @throws where there is no such stage, or its settings are not usable */
export function settingsOf(stage: string): StageSettings {
  if (!(stage in stages)) {
    throw new Error(
      `HUB_STAGE is "${stage}": choose one of ${Object.keys(stages).join(', ')} (infra/config/stages.ts)`,
    );
  }
  return parseSettings(stages[stage]);
}
