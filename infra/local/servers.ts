import type { Server } from 'node:http';
import { StartFault } from './fault.ts';

/** @param port - 0 for any free one. Answers the one that it listens on. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((listening, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      failed(
        error.code === 'EADDRINUSE'
          ? new StartFault(`Port ${port} is in use: stop what listens there, or choose another (PORT=3001 npm start)`)
          : error,
      ),
    );
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      listening(typeof address === 'object' && address ? address.port : port);
    });
  });
}

export const close = (server: Server) =>
  new Promise<void>((closed) => {
    server.close(() => closed());
    server.closeAllConnections();
  });
