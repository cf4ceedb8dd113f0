import { allowedOrigins, CommonEnv } from '#platform/env.ts';

/** It keeps and reads nothing. */
export const PrivacyPublicEnv = CommonEnv.extend({ ALLOWED_ORIGINS: allowedOrigins });
