import { execa } from 'execa';
import { probeImage } from '../../src/environments/probe-image.ts';

/** One connection to try. */
export interface Cell {
  readonly ip: string;
  readonly port: number;
  readonly timeoutMs: number;
}

const image = process.env['FLOWPROOF_PROBE_IMAGE'] ?? probeImage;

/** Milliseconds that a loop of `kubectl exec` into one standing pod takes for these cells. */
export async function byExec(kubeconfig: string, cells: readonly Cell[]): Promise<number> {
  const kubectl = kubectlWith(kubeconfig);
  await kubectl('run', 'standing', '--image', image, '--command', '--', 'sleep', '600');
  await kubectl('wait', '--for=condition=Ready', 'pod/standing', '--timeout=60s');
  const started = performance.now();
  for (const cell of cells) await kubectl('exec', 'standing', '--', ...curl(cell));
  const took = performance.now() - started;
  await kubectl('delete', 'pod', 'standing', '--now');
  return took;
}

/** Milliseconds that the hand-typed way takes: a pod per cell, made and deleted. */
export async function byRun(kubeconfig: string, cells: readonly Cell[]): Promise<number> {
  const kubectl = kubectlWith(kubeconfig);
  const started = performance.now();
  for (const [index, cell] of cells.entries()) {
    await kubectl(
      'run',
      `by-hand-${index}`,
      '--rm',
      '-i',
      '--restart=Never',
      '--image',
      image,
      '--command',
      '--',
      ...curl(cell),
    );
  }
  return performance.now() - started;
}

function kubectlWith(kubeconfig: string) {
  return async (...args: readonly string[]) =>
    await execa('kubectl', ['--kubeconfig', kubeconfig, ...args], { reject: false, timeout: 120_000 });
}

function curl({ ip, port, timeoutMs }: Cell): string[] {
  return [
    'curl',
    '-s',
    '-o',
    '/dev/null',
    '--connect-timeout',
    String(timeoutMs / 1000),
    '--max-time',
    String(timeoutMs / 1000 + 1),
    `http://${ip}:${port}/`,
  ];
}
