import { registerHooks } from 'node:module';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { readAction } from './github-action.ts';

// It imports JSON as bundlers take it, and Node does not.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.min.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
const { validate } = await import('@actions/languageservice');

/** The inputs that we give to actions of others, as their `action.yml` have them. */
const others: Readonly<Record<string, readonly string[]>> = {
  'actions/checkout': ['persist-credentials'],
  'actions/setup-node': ['node-version', 'cache', 'package-manager-cache'],
  'actions/upload-artifact': ['name', 'path', 'if-no-files-found', 'retention-days'],
};

/** What GitHub's own language service says of a workflow, or of an `action.yml`, that has this place in a repository. */
export async function workflowProblems(place: string, text: string): Promise<string[]> {
  const own = Object.keys((await readAction()).inputs);
  const fetchActionMetadata = async (action: { readonly owner: string; readonly name: string }) => {
    const inputs = others[`${action.owner}/${action.name}`] ?? own;
    const described = inputs.map((input) => [input, { description: input }]);
    return await Promise.resolve({ name: action.name, description: '', inputs: Object.fromEntries(described) });
  };
  // What it has read once of a file, it keeps.
  count += 1;
  const document = TextDocument.create(`file:///${count}/${place}`, 'yaml', 1, text);
  const found = await validate(document, { actionsMetadataProvider: { fetchActionMetadata } });
  return found.map(({ range, message }) => {
    const told = typeof message === 'string' ? message : message.value;
    return `${range.start.line + 1}: ${told}`;
  });
}

let count = 0;
