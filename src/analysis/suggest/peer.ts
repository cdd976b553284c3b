import { addressFamily } from '../../kubernetes/cidr.ts';
import type { Endpoint } from '../../model/scenario.ts';
import { isPods, selectorOf } from './context.ts';
import type { SuggestedPeer } from './suggested-policy.ts';

/** Addresses that are nobody's on the internet (RFC 1918, RFC 6598), and those of the link, with the cloud's metadata (RFC 3927). */
const privateRanges = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];

/** What a rule says of the other end of a flow. */
export function peerOf(endpoint: Endpoint): SuggestedPeer {
  if (isPods(endpoint)) return { kind: 'pods', namespace: endpoint.namespace, podSelector: selectorOf(endpoint) };
  if (endpoint.kind === 'outside') {
    return {
      kind: 'ipBlock',
      cidr: '0.0.0.0/0',
      except: ['10.0.0.0/8', '192.168.0.0/16'],
      notes: ['everybody outside; put the network of your pods and Services in except'],
    };
  }
  const family = addressFamily(endpoint.host);
  if (family)
    return { kind: 'ipBlock', cidr: `${endpoint.host}/${family === 'IPv4' ? 32 : 128}`, except: [], notes: [] };
  return {
    kind: 'ipBlock',
    cidr: '0.0.0.0/0',
    except: privateRanges,
    notes: [
      `${endpoint.host}: a NetworkPolicy knows no names, so this is every public address, on this port: it`,
      'does not protect from data that goes to another host there. Put its addresses here, if they stay the same.',
    ],
  };
}
