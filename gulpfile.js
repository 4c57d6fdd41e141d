// Builds the package: type-check, bundle, copy what is not code. `gulp build`, `gulp clean`.
const { spawn } = require('node:child_process');
const { readFile, rm } = require('node:fs/promises');
const path = require('node:path');
const { build } = require('esbuild');
const { dest, series, src } = require('gulp');
const { n8n } = require('./package.json');

const ROOT = __dirname;
const SHARED_FILE = path.join(ROOT, 'dist/core.js');
/** The folders that make up dist/core.js, each a namespace of it; everybody else gets them through their index.ts. */
const OFFERED = { person: 'core/person', xledger: 'core/xledger', huma: 'core/huma', sync: 'core/sync', shared: 'nodes/shared' };
/** What is first needed when a value or an answer is there: read and compiled then, not whenever n8n starts. */
const LATER_FILE = path.join(ROOT, 'dist/later.js');
const LATER = {
  'libphonenumber-js/min': ['isSupportedCountry', 'parsePhoneNumberFromString'],
  ibantools: ['electronicFormatIBAN', 'isValidBBAN', 'isValidIBAN'],
  'graphql-request': ['ClientError', 'GraphQLClient'],
  graphql: ['parse', 'print', 'visit'],
};
/** Libraries that nodes use too. */
const SHARED_LIBRARIES = ['zod'];

const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // The host's own: its classes (NodeApiError, …) must be the same objects.
  external: ['n8n-workflow'],
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
};

const SMALL = {
  ...COMMON,
  minify: true,
  // ES modules where a library has them: only those leave out what is not used (graphql: half of it).
  mainFields: ['module', 'main'],
  // No names are kept: error classes name themselves, and keeping names costs at every start and for every function that is made.
  // Libraries that look for a host which the scan forbids to name: HTTP is n8n's, not theirs.
  define: { 'globalThis.process': 'undefined', 'globalThis.fetch': 'undefined', 'process.env.NODE_ENV': '"production"' },
};

exports.clean = clean;
exports.build = series(typecheck, clean, bundleShared, bundleLater, bundleNodes, copyAssets);

function clean() {
  return rm(path.join(ROOT, 'dist'), { recursive: true, force: true });
}

function typecheck() {
  return run(process.execPath, [require.resolve('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.build.json']);
}

/**
 * core, nodes/shared and the libraries in one file: loaded once, so that all nodes of a process share one limiter a credential,
 * and kept once in the package.
 */
function bundleShared() {
  const offered = [...Object.entries(OFFERED).map(([name, folder]) => [name, `./${folder}`]), ...SHARED_LIBRARIES.map((name) => [name, name])];
  const contents = offered.map(([name, from]) => `export * as ${name} from '${from}';`).join('\n');
  return build({ ...SMALL, stdin: { contents, resolveDir: ROOT, sourcefile: 'core.ts', loader: 'ts' }, outfile: SHARED_FILE, plugins: [lodashWithoutGlobals, jsonAsText, throughLaterFile] });
}

/** What is named in LATER in one file. */
function bundleLater() {
  const contents = Object.entries(LATER).map(([library, names]) => `export { ${names.join(', ')} } from '${library}';`).join('\n');
  return build({ ...SMALL, stdin: { contents, resolveDir: ROOT, sourcefile: 'later.ts', loader: 'ts' }, outfile: LATER_FILE, plugins: [jsonAsText] });
}

/** Each node and credential as a small, readable file of its own. */
function bundleNodes() {
  return build({
    ...COMMON,
    entryPoints: [...n8n.nodes, ...n8n.credentials].map((file) => file.replace(/^dist\//, '').replace(/\.js$/, '.ts')),
    outdir: 'dist',
    outbase: '.',
    plugins: [throughSharedFile],
  });
}

/** Icons, codex files, and schemas of what nodes put out. Node 20's `encoding: false` keeps them byte for byte. */
function copyAssets() {
  return src(['icons/*.svg', 'nodes/**/*.node.json', 'nodes/*/__schema__/**/*.json'], { base: '.', encoding: false }).pipe(dest('dist'));
}

/** lodash looks for the global object with `Function('return this')()`, which the scan takes for eval: it gets what it looks for there. */
const lodashWithoutGlobals = {
  name: 'lodash-without-globals',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]lodash[\\/]_root\.js$/ }, () => ({ contents: 'module.exports = { DataView, Map, Object, Promise, Set, Symbol, Uint8Array, WeakMap };', loader: 'js' }));
    onLoad({ filter: /[\\/]lodash[\\/]_freeGlobal\.js$/ }, () => ({ contents: 'module.exports = false;', loader: 'js' }));
  },
};

/** Lists of JSON (phone metadata, names of countries) as a text that is parsed: V8 reads that faster than the same list as code, at every start. */
const jsonAsText = {
  name: 'json-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /node_modules[\\/].*\.json(\.js)?$/ }, async ({ path: file }) => {
      const json = JSON.stringify(JSON.parse(await readFile(file.replace(/\.js$/, ''), 'utf8')));
      return { contents: `export default JSON.parse(${JSON.stringify(json)});`, loader: 'js' };
    });
  },
};

/** Turns an import of a library of LATER into stand-ins that read the file when they are first used. An import of anything else from it fails the build. */
const throughLaterFile = {
  name: 'through-later-file',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^(${Object.keys(LATER).join('|')})$`) }, ({ path: name }) => ({ path: name, namespace: 'later' }));
    onResolve({ filter: /later\.js$/, namespace: 'later' }, ({ path: file }) => ({ path: file, external: true }));
    onLoad({ filter: /.*/, namespace: 'later' }, ({ path: library }) => ({ contents: LATER[library].map((name) => `export const ${name} = ${standIn(`require('./later.js').${name}`)};`).join('\n'), loader: 'js' }));
  },
};

/** Called, made with `new`, and asked by `instanceof` like what it stands for. */
const standIn = (real) => `/* @__PURE__ */ new Proxy(function () {}, { get: (_, key) => ${real}[key], apply: (_, self, values) => Reflect.apply(${real}, self, values), construct: (_, values) => Reflect.construct(${real}, values) })`;

/** Turns an import of an offered folder into a look into dist/core.js, and refuses one that reaches past its index. */
const throughSharedFile = {
  name: 'through-shared-file',
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: /^\./ }, async ({ path: wanted, pluginData, ...how }) => {
      if (pluginData === 'asked') return undefined;
      const found = await resolve(wanted, { ...how, pluginData: 'asked' });
      const inside = path.relative(ROOT, found.path).split(path.sep).join('/');
      const offered = Object.entries(OFFERED).find(([, folder]) => inside.startsWith(`${folder}/`));
      if (found.errors.length > 0 || !offered) return found;
      const [name, folder] = offered;
      if (inside !== `${folder}/index.ts`) return { errors: [{ text: `${inside} is not offered by ${folder}/index.ts` }] };
      return { path: `${sharedFileFrom(how.importer)}:${name}`, namespace: 'shared-file' };
    });
    onResolve({ filter: new RegExp(`^(${SHARED_LIBRARIES.join('|')})$`) }, ({ path: name, importer }) => ({ path: `${sharedFileFrom(importer)}:${name}`, namespace: 'shared-file' }));
    onResolve({ filter: /core\.js$/, namespace: 'shared-file' }, ({ path: wanted }) => ({ path: wanted, external: true }));
    onLoad({ filter: /.*/, namespace: 'shared-file' }, ({ path: place }) => {
      const [file, name] = place.split(':');
      return { contents: `module.exports = require('${file}').${name};`, loader: 'js' };
    });
  },
};

/** As the built file sees it: what belongs to a node ends up in one file in that node's folder. */
function sharedFileFrom(importer) {
  const [kind, node] = path.relative(ROOT, importer).split(path.sep);
  const built = path.join(ROOT, 'dist', ...(kind === 'nodes' ? [kind, node] : [kind]));
  return path.relative(built, SHARED_FILE).split(path.sep).join('/');
}

function run(command, options) {
  return new Promise((resolve, reject) => {
    spawn(command, options, { cwd: ROOT, stdio: 'inherit' }).on('error', reject).on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${path.basename(options[0])} found faults`))));
  });
}
