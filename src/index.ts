export { verify, type Target, type VerifyOptions } from './app/verify.ts';
export type { AutoTarget, KindTarget, NetnsTarget, OwnTarget } from './app/target.ts';
export { clean, clusterDown, clusterUp } from './app/cluster.ts';
export { lintPaths } from './app/lint.ts';
export { loadScenario, readManifestTexts } from './app/load.ts';

export { check, type CheckReport, type CheckResult, type CheckedStage } from './analysis/check.ts';
export type { ManifestTexts, NearestEdit } from './analysis/edit/nearest-edit.ts';
export {
  mutate,
  mutationScore,
  type MutantResult,
  type MutatedPolicy,
  type MutationReport,
} from './analysis/mutation/mutate.ts';
export { suggest, type Suggestion } from './analysis/suggest/suggest.ts';

export { renderJson } from './reporters/json/report.ts';
export { renderJunit } from './reporters/junit/report.ts';
export { renderMarkdown } from './reporters/markdown/report.ts';
export { renderCheck } from './reporters/terminal/check.ts';
export { renderTerminal } from './reporters/terminal/report.ts';
export type { Screen } from './reporters/terminal/screen.ts';
export type { LintReport } from './reporters/lint-report.ts';

export { compareReports, type Drift } from './verdict/drift/compare-reports.ts';
export { exitCodeOf, summarize, type RunOutcome, type Summary } from './verdict/summary.ts';

export type { ExistingOptions } from './environments/existing/existing-options.ts';
export type { Replicas } from './environments/cluster/sources.ts';
export type { KindCluster } from './environments/kind/kind-cluster.ts';
export type { KindOptions } from './environments/kind/kind-options.ts';
export type { NetnsOptions } from './environments/netns/standing-cluster.ts';
export type { Progress } from './environments/environment.ts';
export type { SendAs } from './identity/send-mode.ts';
export type { LintFinding, Severity } from './lint/rule.ts';
export type { Faults } from './netns-plan/fault.ts';
export type { IpFamily } from './policy/addresses.ts';
export type { ForeignPolicy } from './policy/foreign.ts';
export type { Reason } from './policy/reason.ts';

export {
  ClusterBusyError,
  EnforcementError,
  EnvironmentError,
  FlowproofError,
  InterruptedError,
  PermissionError,
  ScenarioError,
  UsageError,
  type Problem,
} from './model/errors.ts';
export type { Source } from './model/facts.ts';
export type { CauseCode } from './model/cause-code.ts';
export type * from './model/report.ts';
export type * from './model/scenario.ts';
