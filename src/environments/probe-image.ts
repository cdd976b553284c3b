/** Image of the pods that probe, unless a user names another: curl, nslookup and a shell. */
export const probeImage = 'curlimages/curl:8.16.0';
