const [who] = process.argv.slice(2);
const url = `http://127.0.0.1:${process.env.PORT ?? 3000}`;

if (who === undefined) {
  console.error(
    'Whose token? A group of staff (admin, bookings, funding, finance, data-protection) or a learner’s email: npm run --silent token -- bookings',
  );
  process.exit(1);
}

const response = await fetch(`${url}/_local/token?for=${encodeURIComponent(who)}`).catch(() => undefined);
if (!response) {
  console.error(`The local platform does not answer at ${url}: start it with npm start (or name its PORT)`);
  process.exit(1);
}
if (!response.ok) {
  console.error(`There is no "${who}": name admin, bookings, funding, finance, data-protection or a learner’s email`);
  process.exit(1);
}
console.log(await response.text());
