import { App } from 'aws-cdk-lib';
import { bundleLambdas } from './bundle.ts';
import { settingsOf } from './config/stages.ts';
import { createHubStacks } from './stacks/hub-stacks.ts';

const settings = settingsOf(process.env.HUB_STAGE ?? 'dev');
bundleLambdas();
// The CDK's command names the folder itself.
const app = new App({ outdir: process.env.CDK_OUTDIR ?? 'cdk.out' });
createHubStacks(app, settings);
app.synth();
