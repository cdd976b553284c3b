/** The pages in the order of the side bar, by their paths from the root of the project; `test/docs` asks for every one. */
export const navigation: readonly { readonly title: string; readonly pages: readonly string[] }[] = [
  {
    title: 'Start',
    pages: [
      'README.md',
      'docs/install.md',
      'docs/scenario.md',
      'docs/verdicts.md',
      'docs/reports.md',
      'docs/commands.md',
    ],
  },
  {
    title: 'Where it proves',
    pages: [
      'docs/environments.md',
      'docs/existing-clusters.md',
      'docs/permissions.md',
      'docs/ci.md',
      'docs/ci-recipes.md',
      'docs/without-a-registry.md',
    ],
  },
  { title: 'Policies', pages: ['docs/policies-that-work.md', 'docs/lint-rules.md'] },
  {
    title: 'Scenarios',
    pages: [
      'docs/library.md',
      'scenarios/README.md',
      'scenarios/gateway-to-service/README.md',
      'scenarios/payments/README.md',
      'scenarios/tiers/README.md',
      'scenarios/dns-debugging/README.md',
      'scenarios/shared-cluster/README.md',
      'scenarios/metrics/README.md',
    ],
  },
  {
    title: 'More',
    pages: ['docs/api.md', 'docs/vitest.md', 'docs/troubleshooting.md', 'docs/comparison.md'],
  },
  { title: 'Project', pages: ['docs/architecture.md', 'CONTRIBUTING.md', 'CHANGELOG.md'] },
];
