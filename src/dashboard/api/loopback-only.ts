import type { RequestHandler } from 'express';

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const localHost = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?$/;

/**
 * Lets only programs of this machine in. A forwarded request is not one, and neither is one under
 * another host name: a page in a browser can make such a name point here.
 */
export const loopbackOnly: RequestHandler = (request, response, next) => {
  const forwarded = request.headers['x-forwarded-for'] ?? request.headers.forwarded;
  const from = request.socket.remoteAddress ?? '';
  if (loopback.has(from) && forwarded === undefined && localHost.test(request.headers.host ?? '')) {
    next();
    return;
  }
  response.status(403).json({ title: 'Only from this machine', detail: 'Use the command line.' });
};
