import { App } from 'aws-cdk-lib';
import { bundleLambdas } from './bundle.ts';
import { refuseUnnamed } from './config/named.ts';
import { settingsOf } from './config/stages.ts';
import { createHubStacks } from './stacks/hub-stacks.ts';

/** What is wrong with the settings is for a person to put right: said without a stack. */
function settingsOrSentence() {
  try {
    return refuseUnnamed(settingsOf(process.env.HUB_STAGE ?? 'dev'));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return process.exit(1);
  }
}

const settings = settingsOrSentence();
bundleLambdas();
// The CDK's command names the folder itself.
const app = new App({ outdir: process.env.CDK_OUTDIR ?? 'cdk.out' });
createHubStacks(app, settings);
app.synth();
