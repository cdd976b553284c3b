/** The group of `networking.k8s.io/v1`; empty for `v1`. */
export function apiGroup(apiVersion: string): string {
  return apiVersion.split('/').slice(0, -1).join('/');
}
