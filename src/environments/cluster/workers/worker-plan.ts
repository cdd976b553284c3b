import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { UsageError } from '../../../model/errors.ts';
import type { ContainerRef } from '../container-ref.ts';

/** What one pod of the Job does. */
export interface WorkerPlan {
  /** Marks its lines in the log. */
  readonly nonce: string;
  readonly requests: readonly WorkerRequest[];
}

/** A batch, where it is to be run, and its number among all of the Job's. */
export interface WorkerRequest extends ContainerRef {
  readonly request: number;
  readonly command: readonly string[];
  readonly stdin: string;
  readonly deadlineMs: number;
}

/** A ConfigMap holds 1 MiB, names included. */
const partBytes = 900_000;

/** A plan as ConfigMaps can hold it: compressed, since its batches are much alike, and in parts if it must be. */
export function packPlan(plan: WorkerPlan, bytes: number = partBytes): Buffer[] {
  const packed = gzipSync(JSON.stringify(plan));
  const count = Math.ceil(packed.length / bytes);
  return Array.from({ length: count }, (_, part) => packed.subarray(part * bytes, (part + 1) * bytes));
}

/** Name of the file that holds a part of the plan of the pod with this index. */
export function partFile(index: number, part: number): string {
  return `${index}.${part}`;
}

/**
 * Reads the plan of the pod with this index from the folder where its ConfigMaps are mounted.
 *
 * @throws {@link UsageError} when there is none.
 */
export async function readPlan(folder: string, index: number): Promise<WorkerPlan> {
  try {
    const count = (await readdir(folder)).filter((name) => name.startsWith(`${index}.`)).length;
    const parts = Array.from({ length: count }, async (_, part) => await readFile(join(folder, partFile(index, part))));
    return JSON.parse(gunzipSync(Buffer.concat(await Promise.all(parts))).toString('utf8')) as WorkerPlan;
  } catch (cause) {
    throw new UsageError(
      `${folder} holds no plan for index ${index}: ${String(cause)}`,
      'Only a Job that --in-cluster-workers makes runs this command.',
      { cause },
    );
  }
}
