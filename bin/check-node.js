// Runs on any Node: says in one sentence what to do on one that is too old.
const needed = 24;
const have = Number(process.versions.node.split('.')[0]);

if (have < needed) {
  process.stderr.write(
    `Vigil needs Node ${needed} or newer, and this is ${process.version}: run "npm ci" (without --omit=optional), ` +
      'which brings it, and start Vigil through npm ("npm start", "npm run vigil -- …").\n',
  );
  process.exit(1);
}
