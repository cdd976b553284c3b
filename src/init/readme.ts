/** What the folder of a new scenario says of itself. */
export function initialReadme({ name, folder }: { readonly name: string; readonly folder: string }): string {
  return `# ${name}

\`scenario.yaml\` says who may talk to whom; \`policies.yaml\` makes it so: nothing in or out, names, and then what each flow needs.

\`\`\`sh
flowproof check ${folder}      # what is declared, beside what the policies mean: no cluster, a second
flowproof verify ${folder}     # the same with real traffic, in a kind cluster with Calico or in network namespaces
flowproof mutate ${folder}     # which part of the policies no flow guards yet
\`\`\`

Policies count only where the cluster's network plugin (CNI) enforces them: Calico and Cilium do, flannel and kubenet do not.
\`flowproof verify ${folder} --context NAME\` tells of a cluster that exists: it stops where policies are not enforced.
`;
}
