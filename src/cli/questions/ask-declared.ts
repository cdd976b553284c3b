import { text } from '@clack/prompts';
import { draftOf, type NewSystem } from '../../app/new-system.ts';
import { wishesOf, wordsOf, type Answers, type Declared } from '../../init/answers.ts';
import { initialScenario } from '../../init/initial-scenario.ts';
import { namespacesOf } from '../../init/choices.ts';
import { UsageError } from '../../model/errors.ts';
import { clientOf, hostOf, serverOf } from '../options/declared.ts';
import { problemWith, type Ask } from './prompts.ts';

const readers = { '--client': clientOf, '--server': serverOf, '--host': hostOf };

/** Asks for endpoints as an option takes them, and adds them to what was said. */
export async function askDeclared(
  ask: Ask,
  option: Declared['option'],
  {
    system,
    answers,
    message,
    placeholder,
    isOptional = false,
  }: {
    readonly system: NewSystem;
    readonly answers: Answers;
    readonly message: string;
    readonly placeholder: string;
    readonly isOptional?: boolean;
  },
): Promise<Answers> {
  const withThose = (typed: string): Answers => ({
    ...answers,
    declared: [...answers.declared, ...wordsOf(typed).map((word) => declaredBy(option, word))],
  });
  const answer = await ask(
    async (terminal) =>
      await text({
        ...terminal,
        message,
        placeholder,
        validate: async (typed = '') => {
          if (wordsOf(typed).length === 0) return isOptional ? undefined : `Name one, for example ${placeholder}`;
          return await problemWith(async () => await check(system, withThose(typed)));
        },
      }),
  );
  return withThose(answer);
}

function declaredBy(option: Declared['option'], word: string): Declared {
  const [name, entry] = readers[option](word);
  return { option, text: word, name, entry };
}

/** @throws {@link UsageError} for what cannot be an endpoint, or takes the name of another one. */
async function check(system: NewSystem, answers: Answers): Promise<void> {
  const { manifests, name: ofSystem } = system;
  const bare = initialScenario({ ...wishesOf({ ...answers, declared: [] }), name: ofSystem, manifests });
  const names = [...Object.keys(bare.endpoints), ...answers.declared.map(({ name }) => name)];
  const again = names.find((name, index) => names.indexOf(name) < index);
  if (again !== undefined) throw new UsageError(`two endpoints are called "${again}"`, 'Name them differently.');
  const wishes = wishesOf(answers);
  const protect = answers.protect.length > 0 ? answers.protect : namespacesOf(Object.values(wishes.endpoints));
  await draftOf(system, { ...wishes, protect });
}
