import { multiselect } from '@clack/prompts';
import { draftOf, type NewSystem } from '../../app/new-system.ts';
import { wishesOf, type Answers } from '../../init/answers.ts';
import { choicesFor, dns, needing, reachedBy, type Choices } from '../../init/choices.ts';
import { askDeclared } from './ask-declared.ts';
import type { Ask } from './prompts.ts';

/** Asks of everything that is protected who may reach it and what it needs; who and what is named on the way is protected, too. */
export async function askFlows(system: NewSystem, said: Answers, ask: Ask): Promise<Answers> {
  let answers = said;
  const eachOnce = async (question: (choices: Choices) => Promise<Answers>): Promise<void> => {
    const asked = new Set<string>();
    for (;;) {
      const next = (await choicesIn(system, answers)).find(({ name }) => !asked.has(name));
      if (!next) return;
      asked.add(next.name);
      answers = await question(next);
    }
  };
  await eachOnce(async (choices) =>
    choices.ports.length > 0 ? await askWhoReaches(choices, { system, answers, ask }) : answers,
  );
  await eachOnce(async (choices) => await askNeeds(choices, { system, answers, ask }));
  return answers;
}

interface SoFar {
  readonly system: NewSystem;
  readonly answers: Answers;
  readonly ask: Ask;
}

async function choicesIn(system: NewSystem, answers: Answers): Promise<Choices[]> {
  const { content, scenario } = await draftOf(system, wishesOf(answers));
  const own = scenario.endpoints.filter(({ name }) => Object.hasOwn(content.endpoints, name));
  return choicesFor(answers.protect, own);
}

/** The choice of one that is not there yet; no endpoint can be called so. */
const another = '+';

async function askWhoReaches(choices: Choices, { system, answers: said, ask }: SoFar): Promise<Answers> {
  const { name } = choices;
  const chosen = await ask(
    async (terminal) =>
      await multiselect({
        ...terminal,
        message: `Who may reach ${name}?`,
        options: [...choices.senders.map((value) => ({ value })), { value: another, label: 'somebody else …' }],
        required: false,
      }),
  );
  const answers = !chosen.includes(another)
    ? said
    : await askDeclared(ask, '--client', {
        message: `Who else may reach ${name}? NAME=NAMESPACE/LABELS`,
        placeholder: 'gateway=edge/app=envoy',
        system,
        answers: said,
      });
  const named = answers.declared.slice(said.declared.length).map((one) => one.name);
  const senders = [...choices.senders.filter((sender) => chosen.includes(sender)), ...named];
  const ports = senders.length === 0 || choices.ports.length === 1 ? choices.ports : await askPorts(choices, ask);
  return { ...answers, allow: reachedBy(answers.allow, name, { senders, ports }) };
}

async function askPorts({ name, ports }: Choices, ask: Ask): Promise<string[]> {
  return await ask(
    async (terminal) =>
      await multiselect({
        ...terminal,
        message: `On which ports of ${name}?`,
        options: ports.map((value) => ({ value, label: value.slice(name.length + 1) })),
        initialValues: ports,
      }),
  );
}

async function askNeeds({ name, targets }: Choices, { system, answers: said, ask }: SoFar): Promise<Answers> {
  const chosen = await ask(
    async (terminal) =>
      await multiselect({
        ...terminal,
        message: `What does ${name} need?`,
        options: [
          ...targets.map((value) => ({ value, ...(value === dns ? { hint: 'to look up names' } : {}) })),
          { value: another, label: 'a host outside of the cluster …' },
        ],
        initialValues: [dns, ...said.allow.filter(({ from }) => from === name).map(({ to }) => to)],
        required: false,
      }),
  );
  // In the order of the choices, not in that of having been chosen.
  const known = targets.filter((target) => chosen.includes(target));
  if (!chosen.includes(another)) return { ...said, allow: needing(said.allow, name, known) };
  const answers = await askDeclared(ask, '--host', {
    message: `Which host does ${name} need? NAME=ADDRESS:PORT`,
    placeholder: 'bank=203.0.113.7:443',
    system,
    answers: said,
  });
  const named = new Set(answers.declared.slice(said.declared.length).map((one) => one.name));
  const hosts = (await choicesIn(system, answers)).find((one) => one.name === name)?.targets ?? [];
  const added = hosts.filter((target) => named.has(target.replace(/:.*/, '')));
  return { ...answers, allow: needing(answers.allow, name, [...known, ...added]) };
}
