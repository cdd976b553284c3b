import { command, lint, type Case } from './case.ts';

/** Command lines that ask for something impossible, and files that are not what they are taken for. */
export const badCommands: readonly Case[] = [
  command('a misspelt command', ['chek', '$'], 2, 'Did you mean check?'),
  lint(
    'a Helm template',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: {{ .Values.ns }} }\n',
    2,
    'helm template',
  ),
];
