import { stat } from 'node:fs/promises';
import { log, select, text } from '@clack/prompts';
import { draftOf, readSystem, type InitialDraft, type NewSystem } from '../../app/new-system.ts';
import { nothingSaid, wishesOf, wordsOf, type Answers } from '../../init/answers.ts';
import { namespacesOf } from '../../init/choices.ts';
import { initialScenario } from '../../init/initial-scenario.ts';
import { UsageError } from '../../model/errors.ts';
import type { Manifest } from '../../model/scenario.ts';
import { printableText } from '../../reporters/printable.ts';
import type { CommandContext } from '../context.ts';
import { label } from '../options/existing.ts';
import { createProgress } from '../progress.ts';
import { askDeclared } from './ask-declared.ts';
import { problemWith, type Ask } from './prompts.ts';

/** A system, what was said to come to it, and what was read of a cluster for it. */
export interface AskedSystem {
  readonly system: NewSystem;
  readonly answers: Answers;
  readonly live: readonly Manifest[];
}

type Place = Pick<AskedSystem, 'answers' | 'live'>;

/** Asks where the workloads are, until they can be read. */
export async function askSystem(folder: string, ask: Ask, context: CommandContext): Promise<AskedSystem> {
  const places = {
    manifests: async () => await askManifests(folder, ask),
    cluster: async () => await askCluster(ask, context),
    nowhere: async () => await askServers(folder, ask),
  };
  for (;;) {
    const place = await ask(
      async (terminal) =>
        await select<keyof typeof places>({
          ...terminal,
          message: 'Where are the workloads?',
          options: [
            { value: 'manifests', label: 'in manifests', hint: 'files or folders' },
            { value: 'cluster', label: 'in a cluster', hint: 'namespaces are read as they stand, nothing is created' },
            { value: 'nowhere', label: 'nowhere yet', hint: 'you name servers and clients' },
          ],
        }),
    );
    try {
      const { answers, live } = await places[place]();
      const system = await readSystem({ folder, manifests: answers.manifests, live });
      await draftWithAll(system, answers);
      return { system, answers, live };
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      log.error(printableText(`${error.message}\n${error.hint}`), { output: context.io.stdout });
    }
  }
}

/** The namespaces that there are to protect. */
export function namespacesFound({ name, manifests }: NewSystem, answers: Answers): string[] {
  return namespacesOf(Object.values(initialScenario({ ...wishesOf(answers), name, manifests }).endpoints));
}

/** The scenario of a system in which everything is protected. */
async function draftWithAll(system: NewSystem, answers: Answers): Promise<InitialDraft> {
  const protect = namespacesFound(system, answers);
  if (protect.length === 0)
    throw new UsageError('there is no workload that a policy could select', 'Name others, or servers.');
  return await draftOf(system, wishesOf({ ...answers, protect }));
}

const guesses = ['k8s/', 'manifests/', 'deploy/'];

async function askManifests(folder: string, ask: Ask): Promise<Place> {
  const there = await Promise.all(guesses.map(async (one) => (await stat(one).catch(() => undefined))?.isDirectory()));
  const answer = await ask(
    async (terminal) =>
      await text({
        ...terminal,
        message: 'Which files and folders?',
        placeholder: 'k8s/ more/service.yaml',
        initialValue: guesses.find((_, index) => there[index]) ?? '',
        validate: async (typed = '') => {
          const manifests = wordsOf(typed);
          if (manifests.length === 0) return 'Name a file or a folder.';
          return await problemWith(
            async () => await draftWithAll(await readSystem({ folder, manifests }), { ...nothingSaid, manifests }),
          );
        },
      }),
  );
  return { answers: { ...nothingSaid, manifests: wordsOf(answer) }, live: [] };
}

async function askCluster(ask: Ask, { io, signal }: CommandContext): Promise<Place> {
  // Loading the Kubernetes client takes longer than anything else here.
  const { readKubeconfig } = await import('../../environments/existing/kube-config.ts');
  const { names } = readKubeconfig();
  if (names.length === 0) throw new UsageError('the kubeconfig has no context', 'Name one that has with KUBECONFIG.');
  const context = await ask(
    async (terminal) =>
      await select({
        ...terminal,
        message: 'Which context of the kubeconfig?',
        options: names.map((value) => ({ value, label: printableText(value) })),
      }),
  );
  const answer = await ask(
    async (terminal) =>
      await text({
        ...terminal,
        message: 'Which namespaces?',
        placeholder: 'shop data',
        validate: async (typed = '') =>
          wordsOf(typed).length === 0 ? 'Name a namespace.' : await problemWith(() => wordsOf(typed).map(label)),
      }),
  );
  const namespaces = wordsOf(answer);
  const { readLiveNamespaces } = await import('../../app/live-namespaces.ts');
  using progress = await createProgress(io.stderr);
  const { manifests: live } = await readLiveNamespaces(namespaces, { context }, { progress, signal });
  return { answers: { ...nothingSaid, context, namespaces }, live };
}

async function askServers(folder: string, ask: Ask): Promise<Place> {
  const system = await readSystem({ folder, manifests: [] });
  const servers = await askDeclared(ask, '--server', {
    message: 'Which servers are there? NAME=NAMESPACE:PORT',
    placeholder: 'api=shop:8000 db=data:5432',
    system,
    answers: nothingSaid,
  });
  const clients = await askDeclared(ask, '--client', {
    message: 'And who only sends? NAME=NAMESPACE/LABELS, or nothing',
    placeholder: 'gateway=edge/app=envoy',
    isOptional: true,
    system,
    answers: servers,
  });
  return { answers: clients, live: [] };
}
