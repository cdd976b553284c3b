import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readYaml } from '../../kubernetes/yaml.ts';
import { ScenarioError, UsageError } from '../../model/errors.ts';

const schema = z.strictObject({ applyTo: z.array(z.string()).optional() });

/** The user's configuration: `$FLOWPROOF_CONFIG`, or `flowproof/config.yaml` where the system keeps such files. */
function configFile(env: NodeJS.ProcessEnv = process.env): string {
  const folder = env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
  return env['FLOWPROOF_CONFIG'] ?? join(folder, 'flowproof', 'config.yaml');
}

/**
 * Makes sure that the user has written down that manifests may be applied to a cluster: a flag is typed too quickly.
 *
 * @throws {@link UsageError} when the context is not on the list.
 * @throws {@link ScenarioError} when the file is not what it should be.
 */
export async function checkMayApply(context: string): Promise<void> {
  const file = configFile();
  const text = await readFile(file, 'utf8').catch(() => '');
  if (applyTo(text, file).includes(context)) return;
  throw new UsageError(
    `manifests may not be applied to ${context}: it is not on the list in ${file}`,
    `If they may, add there: applyTo: [${context}]`,
  );
}

/** The contexts that a configuration allows manifests to be applied to. */
function applyTo(text: string, file: string): readonly string[] {
  const { documents, problems } = readYaml(text, file);
  const [document] = documents;
  if (problems.length > 0) throw new ScenarioError(problems);
  if (!document || document.value === null) return [];
  const parsed = schema.safeParse(document.value);
  if (parsed.success) return parsed.data.applyTo ?? [];
  const found = parsed.error.issues.map(({ path, message }) => ({ position: document.at(path), text: message }));
  throw new ScenarioError(found, 'The configuration has one key: applyTo, a list of contexts.');
}
