/** Loaded into every measured process (--require): leaves its peak memory in BENCH_RSS_DIR when it ends. */
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');

process.on('exit', () => {
  const kib = process.resourceUsage().maxRSS;
  writeFileSync(join(process.env.BENCH_RSS_DIR, `${process.pid}`), String(kib));
});
