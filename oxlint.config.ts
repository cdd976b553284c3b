import { defineConfig } from 'oxlint';

/** The folders of `src`, lowest first: each may import what stands before it, and nothing that stands after it. */
const layers = [
  'model',
  'kubernetes',
  'probe',
  'scenario',
  'verdict',
  'policy',
  'connections',
  'simulation',
  'identity',
  'rbac',
  'lint',
  'analysis',
  'netns-plan',
  'survey',
  'init',
  'picture',
  'reporters',
  // Runs in browsers, from dist/page.html.
  'page',
  'environments',
  'run',
  'app',
  'cli',
  'vitest',
];
const firstThatActs = layers.indexOf('environments');

const upwards = (index: number) => ({
  group: [...layers.slice(index + 1).map((layer) => `**/${layer}/**`), '**/index.ts', '**/bin.ts'],
  message: 'This layer may import only those that stand before it in oxlint.config.ts.',
});
const acting = {
  group: ['node:*', 'execa', '@kubernetes/*', 'p-limit', 'undici', 'commander', 'ora'],
  message: 'This layer is pure: it decides, environments act.',
};

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'import', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['dist', 'node_modules', '.stryker-tmp'],
  rules: {
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/consistent-return': 'off',
    'typescript/return-await': ['error', 'always'],
    'no-console': 'error',
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'unicorn/consistent-function-scoping': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'import/no-named-as-default-member': 'off',
    'vitest/valid-expect': ['error', { maxArgs: 2 }],
    'vitest/require-mock-type-parameters': 'off',
  },
  overrides: [
    ...layers.map((layer, index) => ({
      files: [`src/${layer}/**`],
      rules: {
        'no-restricted-imports': [
          'error',
          { patterns: index < firstThatActs ? [upwards(index), acting] : [upwards(index)] },
        ],
      },
    })),
    // It registers the tests of others.
    {
      files: ['src/vitest/**'],
      rules: { 'vitest/valid-title': 'off', 'vitest/expect-expect': 'off', 'no-empty-pattern': 'off' },
    },
    // The rule knows no `test` but vitest's own.
    { files: ['docs/examples/**'], rules: { 'vitest/no-standalone-expect': 'off' } },
  ],
});
