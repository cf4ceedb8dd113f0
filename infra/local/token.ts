import { ask, endWith } from './running.ts';

const [who] = process.argv.slice(2);
const whose =
  'a group of staff (admin, bookings, funding, finance, data-protection) or the email of one of them, or of a learner';

if (who === undefined) endWith(`Whose token? Name ${whose}: npm run --silent token -- bookings`);
const response = await ask(`/_local/token?for=${encodeURIComponent(who)}`);
if (!response.ok) endWith(`There is no "${who}": name ${whose}`);
console.log(await response.text());
