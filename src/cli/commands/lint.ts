import { Option, type Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { examples } from '../help.ts';
import { lintPaths } from '../../app/lint.ts';
import { renderLintGithub } from '../../reporters/github/lint.ts';
import { renderLintJson } from '../../reporters/json/lint.ts';
import type { LintReport } from '../../reporters/lint-report.ts';
import { renderLintSarif } from '../../reporters/sarif/lint.ts';
import { renderLintTerminal } from '../../reporters/terminal/lint.ts';
import type { Screen } from '../../reporters/terminal/screen.ts';
import { screenOf } from '../screen-of.ts';
import { version } from '../../model/version.ts';

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
    .description('find the mistakes that people make in NetworkPolicies')
    .addHelpText('after', examples('flowproof lint k8s/ --format github', 'flowproof lint scenarios/shop --fix'))
    .argument('<path...>', 'scenarios, manifest files, or folders of them; - is standard input')
    .option('--fix', 'apply the safe fixes')
    .addOption(new Option('--format <format>', 'how to print').choices(Object.keys(formats)).default('terminal'))
    .action(async (paths: string[], { format, fix = false }: LintFlags) => {
      const report = await lintPaths(paths, { fix });
      io.stdout.write(formats[format](report, screenOf(io)));
      exit(report.findings.some(({ severity }) => severity === 'error') ? 1 : 0);
    });
}
