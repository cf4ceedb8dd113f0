import type { StackProps } from 'aws-cdk-lib';
import type { StageSettings } from '../config/settings.ts';

export interface HubStackProps extends StackProps {
  readonly settings: StageSettings;
}
