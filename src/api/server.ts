import { serveStatic } from '@hono/node-server/serve-static';
import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { AppError } from '../errors.ts';
import { loggedReads } from './access.ts';
import type { ApiDeps } from './context.ts';
import { type Document, docsPage } from './docs-page.ts';
import { documentEvents } from './event-webhooks.ts';
import { type Env, loopbackOnly, requestId, statedContentType } from './guards.ts';
import { openApiDocument } from './openapi.ts';
import { onError, onInvalid, problem } from './problem.ts';
import { asksForRescoring } from './rescoring.ts';
import { alertQualityRoutes } from './routes/alert-quality.ts';
import { alertRoutes } from './routes/alerts.ts';
import { auditRoutes } from './routes/audit.ts';
import { backtestRoutes } from './routes/backtests.ts';
import { contactRoutes } from './routes/contacts.ts';
import { coverageRoutes } from './routes/coverage.ts';
import { deviceRoutes } from './routes/devices.ts';
import { eventRoutes } from './routes/events.ts';
import { handoffRoutes } from './routes/handoffs.ts';
import { healthRoutes } from './routes/health.ts';
import { incidentRoutes } from './routes/incidents.ts';
import { ingestRoutes } from './routes/ingest.ts';
import { modelRoutes } from './routes/models.ts';
import { overrideRoutes } from './routes/overrides.ts';
import { pageRoutes } from './routes/pages.ts';
import { patientRoutes } from './routes/patients.ts';
import { programRoutes } from './routes/programs.ts';
import { readingRoutes } from './routes/readings.ts';
import { rejectedRoutes } from './routes/rejected.ts';
import { responderRoutes } from './routes/responders.ts';
import { riskRoutes } from './routes/risk.ts';
import { rosterRoutes } from './routes/roster.ts';
import { ruleRoutes } from './routes/rules.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { worklistRoutes } from './routes/worklist.ts';

export const newRouter = () => new OpenAPIHono<Env>({ defaultHook: onInvalid });
export type Router = ReturnType<typeof newRouter>;

const largestBodyBytes = 20 * 1024 * 1024;

const tooBig = bodyLimit({
  maxSize: largestBodyBytes,
  onError: c =>
    problem(
      c,
      new AppError('body-too-big', `the body is larger than ${largestBodyBytes} bytes`, {
        field: 'body',
        remedy: 'send it in parts',
      }),
    ),
});

const headers = secureHeaders({
  strictTransportSecurity: false,
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    // uPlot and React set style attributes from script
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'no-referrer',
});

/** The whole HTTP surface over its dependencies; tests call `request()` on it without a server. */
export const createApi = (deps: ApiDeps): Router => {
  const app = newRouter();
  app.onError(onError(deps.log));
  app.notFound(c =>
    problem(
      c,
      new AppError('not-found', 'there is no such route', {
        field: 'path',
        remedy: 'see /docs for all routes',
      }),
    ),
  );
  app.use(requestId, headers, loopbackOnly);
  app.use('/api/*', statedContentType, tooBig, async (c, next) => {
    await next();
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
  });

  const api = newRouter();
  api.use(loggedReads(deps), asksForRescoring(deps));
  for (const routes of [
    worklistRoutes,
    patientRoutes,
    contactRoutes,
    alertRoutes,
    deviceRoutes,
    programRoutes,
    overrideRoutes,
    backtestRoutes,
    alertQualityRoutes,
    ruleRoutes,
    rosterRoutes,
    readingRoutes,
    rejectedRoutes,
    riskRoutes,
    modelRoutes,
    ingestRoutes,
    eventRoutes,
    auditRoutes,
    webhookRoutes,
    coverageRoutes,
    responderRoutes,
    pageRoutes,
    handoffRoutes,
    incidentRoutes,
  ]) {
    routes(api, deps);
  }
  app.route('/api/v1', api);
  healthRoutes(app, deps);
  documentEvents(app);
  app.doc31('/api/v1/openapi.json', openApiDocument);
  app.get('/docs', c => c.html(docsPage(app.getOpenAPI31Document(openApiDocument) as unknown as Document)));
  if (deps.webFolder !== null) {
    app.use('/*', serveStatic({ root: deps.webFolder }));
  }
  return app;
};
