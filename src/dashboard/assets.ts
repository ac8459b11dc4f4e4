import { join } from 'node:path';
import { Router, static as serveFiles } from 'express';
import { contentSecurityPolicy } from './document.ts';
import { problemPage } from './problem-page.ts';

/** Style, script and sign of the page, and the explanation of each problem code. Nothing private. */
export function createAssetsRouter(): Router {
  const router = Router();
  router.use(
    '/assets',
    serveFiles(join(import.meta.dirname, 'assets'), { index: false, redirect: false }),
  );
  router.get('/problems/:code', (request, response, next) => {
    const found = problemPage(request.params.code);
    if (found === null) {
      next();
      return;
    }
    response.set('Content-Security-Policy', contentSecurityPolicy).type('html').send(found);
  });
  return router;
}
