import { freemem, totalmem } from 'node:os';
import { z } from 'zod';
import { EnvironmentError } from '../../model/errors.ts';
import { tool, ToolError } from '../tool.ts';
import type { Memory } from './memory.ts';

/** A program that kind can keep its nodes with. */
export type ContainerEngine = 'docker' | 'podman' | 'nerdctl';

/** A machine on which containers can be run. */
export interface Machine {
  readonly engine: ContainerEngine;
  readonly memory: Memory;
}

/**
 * Finds the container engine that kind uses here: the one that `KIND_EXPERIMENTAL_PROVIDER` names, or else the first of
 * docker, nerdctl and podman that is installed (kind's own order).
 *
 * @throws {@link EnvironmentError} when none is installed, or it does not run.
 */
export async function inspectEngine(signal: AbortSignal): Promise<Machine> {
  const chosen = process.env['KIND_EXPERIMENTAL_PROVIDER'] ?? '';
  if (chosen !== '' && !isEngine(chosen)) {
    const message = `KIND_EXPERIMENTAL_PROVIDER is "${chosen}", with which flowproof does not work.`;
    throw new EnvironmentError(message, `Set it to one of ${ENGINES.join(', ')}, or unset it.`);
  }
  for (const engine of isEngine(chosen) ? [chosen] : ENGINES) {
    const answer = await readInfo(engine, signal);
    if (answer !== undefined) return { engine, memory: memoryOf(answer) };
  }
  throw isEngine(chosen)
    ? new EnvironmentError(`${chosen} is not installed, but KIND_EXPERIMENTAL_PROVIDER names it.`, `Install ${chosen}.`)
    : new EnvironmentError(
        'Docker is not installed, or not on the PATH; neither is podman or nerdctl.',
        'Install Docker: https://docs.docker.com/engine/install/',
      );
}

/** What to tell the user who has an engine that does not answer, from the engine's own words. */
function explainSilence(engine: ContainerEngine, output: string): { message: string; hint: string } {
  if (/permission denied/i.test(output)) {
    const hint = `Allow your user to use ${engine} (docker: join the group "docker"), then log in again.`;
    return { message: `Your user may not use ${engine}.`, hint };
  }
  const hint = engine === 'podman' ? 'Start it: podman machine start' : 'Start it: sudo systemctl start docker';
  if (engine === 'docker' && process.platform !== 'linux') {
    return { message: 'Docker is installed, but does not run.', hint: 'Start Docker Desktop.' };
  }
  const lastLine = output.trim().split('\n').at(-1);
  return { message: `${engine} is installed, but its daemon does not answer: ${lastLine}`, hint };
}

const ENGINES: readonly ContainerEngine[] = ['docker', 'nerdctl', 'podman'];

function isEngine(name: string): name is ContainerEngine {
  return ENGINES.some((engine) => engine === name);
}

/** The engine's answer to `info`, or undefined when it is not installed. */
async function readInfo(engine: ContainerEngine, signal: AbortSignal): Promise<Info | undefined> {
  const format = engine === 'podman' ? 'json' : '{{json .}}';
  let printed: string;
  try {
    printed = await tool(engine, ['info', '--format', format], { signal, timeoutMs: 20_000 });
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    if (error.reason === 'missing') return undefined;
    throw silent(engine, error.output, error);
  }
  const answer = parseInfo(printed);
  // Some versions of docker exit with 0 when the daemon is away, and say so in what they print.
  const [serverError] = answer?.ServerErrors ?? [];
  if (answer === undefined || serverError !== undefined) throw silent(engine, serverError ?? printed);
  return answer;
}

/** docker and nerdctl tell their memory as `MemTotal`, podman as `host.memTotal`. */
const info = z.object({
  ServerErrors: z.array(z.string()).nullish(),
  MemTotal: z.number().nullish(),
  host: z.object({ memTotal: z.number().nullish() }).nullish(),
});

type Info = z.infer<typeof info>;

function parseInfo(printed: string): Info | undefined {
  try {
    return info.parse(JSON.parse(printed));
  } catch {
    // Not JSON: the engine printed a complaint, which is shown to the user.
    return undefined;
  }
}

function memoryOf({ MemTotal, host }: Info): Memory {
  const reported = MemTotal ?? host?.memTotal ?? 0;
  const total = reported > 0 ? reported : undefined;
  // In a virtual machine or on another host, the memory that is free here says nothing.
  const isHere = total !== undefined && Math.abs(total - totalmem()) < totalmem() / 100;
  return { total, available: isHere ? freemem() : undefined };
}

function silent(engine: ContainerEngine, output: string, cause?: ToolError): EnvironmentError {
  const { message, hint } = explainSilence(engine, output);
  return new EnvironmentError(message, hint, { cause });
}
