import { receiverIn } from '../../survey/question.ts';
import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { examples } from '../help.ts';
import { UsageError } from '../../model/errors.ts';
import { renderAnswer } from '../../reporters/terminal/answer.ts';
import { renderSurvey } from '../../reporters/terminal/survey.ts';
import { contentOfSurvey } from '../../reporters/html/survey.ts';
import { renderSurveyJson } from '../../reporters/json/survey.ts';
import { screenOf } from '../screen-of.ts';
import { isCertain } from '../../verdict/reading.ts';
import { addSurveyOptions, inExistingCluster, surveyNamespace, type SurveyFlags } from '../options/survey.ts';
import { htmlOption, pageFile, type HtmlFlag } from '../options/html.ts';
import { addDetailOptions, detailOf } from '../options/detail.ts';
import { checkReportFiles, writeReports } from '../options/report-files.ts';

interface ProbeFlags extends SurveyFlags, HtmlFlag {
  readonly from?: string;
  readonly to?: string;
  readonly json?: string;
}

/** Adds `flowproof probe`: a namespace of a cluster as it is, or one flow there. */
export function addProbe(program: Command, context: CommandContext): void {
  const { io, exit } = context;
  const command = addSurveyOptions(
    program
      .command('probe')
      .description('probe a namespace of a cluster, or one flow; needs no scenario')
      .addHelpText(
        'after',
        examples(
          'flowproof probe --context staging -n shop',
          'flowproof probe --context staging -n shop --from deploy/api --to 1.1.1.1:443',
        ),
      )
      .option('--from <workload>', 'one flow: who sends, deploy/api or a pod')
      .option('--to <receiver:port>', 'and who receives: db.data:5432, 1.1.1.1:443')
      .option('--json <file>', 'write what was seen as JSON')
      .addOption(htmlOption().conflicts(['from', 'to'])),
  );
  addDetailOptions(command.optionsGroup('Options:'), 'what stands out').action(async (flags: ProbeFlags) => {
    const { from, to, json, html } = flags;
    if ((from === undefined) !== (to === undefined)) {
      throw new UsageError('one flow has two ends', 'Give both --from and --to, or neither for the whole namespace.');
    }
    if (to !== undefined) receiverIn(to);
    await checkReportFiles([json, html], [flags.kubeconfig]);
    if (from !== undefined && to !== undefined) {
      // One answer in a few seconds: one pod asks, unless all are wanted.
      const isAsked = command.getOptionValueSource('replicas') !== 'default';
      const answer = await inExistingCluster(
        isAsked ? flags : { ...flags, replicas: 'one' },
        context,
        async (cluster, options) => await (await import('../../app/probe.ts')).ask(cluster, { ...options, from, to }),
      );
      const { observed, flow } = answer;
      await writeReports([[json, () => renderSurveyJson({ observed, flows: flow ? [flow] : [] })]]);
      io.stdout.write(renderAnswer(answer, screenOf(io), detailOf(flags)));
      return exit(flow && isCertain(flow.seen) ? 0 : 3);
    }
    const found = await surveyNamespace(flags, context);
    await writeReports([[json, () => renderSurveyJson(found)], await pageFile(html, () => contentOfSurvey(found))]);
    io.stdout.write(renderSurvey(found, screenOf(io), detailOf(flags)));
    exit(found.flows.some(({ seen }) => isCertain(seen)) ? 0 : 3);
  });
}
