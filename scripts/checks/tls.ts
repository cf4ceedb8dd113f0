import { isIP } from 'node:net';
import { connect } from 'node:tls';

export interface Tls {
  /** `TLSv1.3`. */
  readonly protocol: string;
  /** Until when its certificate is good. */
  readonly endsAt: Date;
}

/** How a server encrypts what it is asked. @throws where its certificate is not good for its name */
export const tlsOf = ({ hostname, port }: Pick<URL, 'hostname' | 'port'>): Promise<Tls> =>
  new Promise((resolve, reject) => {
    const named = isIP(hostname) === 0 ? { servername: hostname } : {};
    const socket = connect({ host: hostname, port: Number(port || 443), ...named, timeout: 10_000 });
    socket.once('secureConnect', () => {
      resolve({
        protocol: socket.getProtocol() ?? 'none',
        endsAt: new Date(socket.getPeerCertificate().valid_to),
      });
      socket.end();
    });
    socket.once('timeout', () => socket.destroy(new Error('no answer within ten seconds')));
    socket.once('error', reject);
  });
