import { lintRules } from '../policy/lint/registry.ts';
import type { LintFinding, LintRule } from '../policy/lint/rule.ts';
import { cleanText } from './clean.ts';
import type { LintReport } from './lint-report.ts';

/** Renders what linting found as SARIF 2.1.0 (OASIS), which code scanners read. */
export function renderLintSarif({ findings }: LintReport, version: string): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'flowproof', semanticVersion: version, rules: lintRules.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map(result),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function descriptor({ id, severity, title, why, fix }: LintRule) {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: fix },
    defaultConfiguration: { level: severity },
  };
}

function result({ rule, severity, position: { file, line, column }, object, why, fix }: LintFinding) {
  return {
    ruleId: rule,
    ruleIndex: lintRules.findIndex(({ id }) => id === rule),
    level: severity,
    message: { text: cleanText(`${object}: ${why} ${fix}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          region: { startLine: line, startColumn: column },
        },
      },
    ],
  };
}

/** A URI reference: relative to the folder that flowproof runs in, else a file URI (RFC 3986, 4.2; RFC 8089). */
function uriOf(file: string): string {
  const path = file.split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${path}` : path;
}
