/** The cluster that the examples of the rules live in. */
export const exampleWorld = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: Namespace
metadata: { name: data }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: api, image: api, ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { selector: { app: api }, ports: [{ port: 80, targetPort: http }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: data }
spec:
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: db, ports: [{ name: postgres, containerPort: 5432 }] }] }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: shop }
spec:
  selector: { matchLabels: { app: agent } }
  template:
    metadata: { labels: { app: agent } }
    spec: { hostNetwork: true, containers: [{ name: agent, image: agent }] }
`.trimStart();

/** The policies of an example as a file: what is no whole object is the `spec` of a policy in namespace shop. */
export function exampleText(policies: string | readonly string[]): string {
  return [policies]
    .flat()
    .map((text, index) => (text.startsWith('apiVersion:') ? text : policyText(text, index + 1)))
    .join('---\n');
}

function policyText(spec: string, number: number): string {
  const indented = spec.trim().replaceAll(/^/gm, '  ');
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: policy-${number}, namespace: shop }
spec:
${indented}
`;
}
