import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { execa } from 'execa';
import { z } from 'zod';
import { generateWorld } from './generate.ts';

/** What `flowproof probe` of a namespace took. */
export interface MeasuredSurvey {
  readonly flows: number;
  readonly probingMs: number;
  readonly wallMs: number;
}

const reportSchema = z.object({ flows: z.array(z.unknown()), probingMs: z.number() });

/** Fills a namespace of a cluster that stands with pods, and probes it as somebody else's. */
export async function measureSurvey(kubeconfig: string, context: string, pods: number): Promise<MeasuredSurvey> {
  const world = await generateWorld({ servers: pods, portsPerServer: 1, singleSource: false });
  const kubectl = async (...args: readonly string[]): Promise<unknown> =>
    await execa('kubectl', ['--kubeconfig', kubeconfig, ...args], { timeout: 300_000 });
  await kubectl('apply', '-f', join(world, 'world.yaml'));
  await kubectl('wait', '--for=condition=Ready', 'pod', '--all', '-n', 'bench', '--timeout=240s');
  const json = join(await mkdtemp(join(tmpdir(), 'flowproof-bench-')), 'survey.json');
  const target = ['--kubeconfig', kubeconfig, '--context', context];
  const args = ['dist/bin.js', 'probe', '-n', 'bench', ...target, '--no-outside', '--json', json];
  const started = performance.now();
  await execa(process.execPath, args, { timeout: 300_000 });
  const wallMs = performance.now() - started;
  await kubectl('delete', 'namespace', 'bench', '--wait');
  const { flows, probingMs } = reportSchema.parse(JSON.parse(await readFile(json, 'utf8')));
  return { flows: flows.length, probingMs, wallMs };
}
