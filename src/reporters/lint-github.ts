import type { LintFinding, Severity } from '../policy/lint/rule.ts';
import { cleanText } from './clean.ts';
import type { LintReport } from './lint-report.ts';

const commands: Record<Severity, string> = { error: 'error', warning: 'warning', note: 'notice' };

/** Renders what linting found as workflow commands, which GitHub shows at the lines of a pull request. */
export function renderLintGithub({ findings }: LintReport): string {
  return findings.map(renderFinding).join('');
}

/** The format: GitHub, "Workflow commands for GitHub Actions", and toolkit `core/src/command.ts` for what is escaped. */
function renderFinding({ rule, severity, position: { file, line, column }, object, why, fix }: LintFinding): string {
  const properties = { file, line: String(line), col: String(column), title: `flowproof ${rule}` };
  const list = Object.entries(properties).map(([key, value]) => `${key}=${property(value)}`);
  return `::${commands[severity]} ${list.join(',')}::${data(`${object}: ${why}\n${fix}`)}\n`;
}

function data(text: string): string {
  return cleanText(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
