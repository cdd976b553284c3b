import { Option, type Command } from 'commander';
import type { CommandContext } from '../cli.ts';
import { lintPaths } from '../lint.ts';
import { renderLintGithub } from '../reporters/lint-github.ts';
import { renderLintJson } from '../reporters/lint-json.ts';
import type { LintReport } from '../reporters/lint-report.ts';
import { renderLintSarif } from '../reporters/lint-sarif.ts';
import { renderLintTerminal } from '../reporters/lint-terminal.ts';
import type { Screen } from '../reporters/screen.ts';
import { screenOf } from '../screen.ts';
import { version } from '../version.ts';

const formats = {
  terminal: (report: LintReport, screen: Screen): string => renderLintTerminal(report, screen),
  github: (report: LintReport): string => renderLintGithub(report),
  sarif: (report: LintReport): string => renderLintSarif(report, version),
  json: (report: LintReport): string => renderLintJson(report),
};

interface LintFlags {
  readonly format: keyof typeof formats;
  readonly fix?: boolean;
}

export function addLint(program: Command, { io, exit }: CommandContext): void {
  program
    .command('lint')
    .description('find the mistakes that people make in NetworkPolicies; touches no cluster')
    .argument('<path...>', 'scenarios, manifest files, or folders of them')
    .option('--fix', 'mend what can be mended without a decision, in the files')
    .addOption(new Option('--format <format>', 'how to print').choices(Object.keys(formats)).default('terminal'))
    .action(async (paths: string[], { format, fix = false }: LintFlags) => {
      const report = await lintPaths(paths, { fix });
      io.stdout.write(formats[format](report, screenOf(io)));
      exit(report.findings.some(({ severity }) => severity === 'error') ? 1 : 0);
    });
}
