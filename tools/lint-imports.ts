/** Checks that imports point one way (docs/adr/0002) and that nobody but `constructs/core/engine.ts` knows cdktf. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

/** What a folder may import besides itself. Folders that are not named here may import anything. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'src/schema': ['src/catalog'],
  'src/catalog': ['src/schema'],
  'src/values': [],
  'src/hcl': ['src/values'],
  'src/findings': ['src/graph', 'src/schema'],
  'src/graph': ['src/schema', 'src/values', 'src/hcl', 'src/config', 'src/findings', 'src/catalog'],
  'src/config': ['src/values', 'src/hcl', 'src/schema', 'src/findings', 'src/graph'],
  'src/rules': ['src/catalog', 'src/schema', 'src/graph', 'src/findings'],
  'src/provider': [
    'src/values',
    'src/hcl',
    'src/config',
    'src/schema',
    'src/catalog',
    'src/client',
    'src/findings',
    'src/graph',
    'src/rules',
  ],
  'src/client': ['src/schema', 'src/findings', 'src/controlplane'],
  'src/controlplane': ['src/catalog', 'src/schema', 'src/graph', 'src/findings', 'src/rules', 'src/client'],
  'src/engine': [
    'src/values',
    'src/hcl',
    'src/config',
    'src/schema',
    'src/catalog',
    'src/graph',
    'src/findings',
    'src/rules',
    'src/provider',
  ],
  'src/report': ['src/findings', 'src/graph', 'src/schema', 'src/catalog', 'src/rules', 'src/values'],
  constructs: [
    'src/catalog',
    'src/rules',
    'src/graph',
    'src/findings',
    'src/schema',
    'src/report',
    'src/config',
    'src/values',
  ],
};

const TESTS = /\.test\.ts$|\/testing\//;
const CDKTF_OWNER = 'constructs/core/engine.ts';

/** The folder of the table that a file belongs to: the longest that it is under. */
function layerOf(file: string): string {
  const parts = file.split('/');
  return parts[0] === 'src' ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}

function problemsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const problems: string[] = [];
  for (const match of text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) {
    const target = match[1] ?? '';
    if (target === 'cdktf' && file !== CDKTF_OWNER && !TESTS.test(file))
      problems.push(`${file}: only ${CDKTF_OWNER} imports cdktf`);
    if (!target.startsWith('.')) continue;
    const layer = layerOf(file);
    const other = layerOf(normalize(join(dirname(file), target)));
    const allowed = ALLOWED[layer];
    if (allowed && other !== layer && !allowed.includes(other) && !TESTS.test(file)) {
      problems.push(`${file}: ${layer} must not import ${other} (${target})`);
    }
  }
  return problems;
}

const root = join(import.meta.dirname, '..');
process.chdir(root);
const files = globSync('{src,constructs}/**/*.ts').map((file) => relative(root, join(root, file)));
const problems = files.flatMap(problemsOf);
for (const problem of problems) console.error(problem);
if (files.length === 0) problems.push('no files found');
console.log(`imports: ${files.length} files, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
