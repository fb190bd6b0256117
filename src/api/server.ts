import { serveStatic } from '@hono/node-server/serve-static';
import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { secureHeaders } from 'hono/secure-headers';
import { AppError } from '../errors.ts';
import { loggedReads } from './access.ts';
import { authorised } from './authorise.ts';
import type { ApiDeps } from './context.ts';
import { type Document, docsPage } from './docs-page.ts';
import { documentEvents } from './event-webhooks.ts';
import { type Env, ownHostOnly, requestId, statedContentType, tlsOnly } from './guards.ts';
import { claimingKeys, documentKeys, doneOnce } from './once.ts';
import { openApiDocument } from './openapi.ts';
import { onError, onInvalid, problem } from './problem.ts';
import { asksForRescoring } from './rescoring.ts';
import { accountRoutes, tokenRoutes } from './routes/accounts.ts';
import { alertQualityRoutes } from './routes/alert-quality.ts';
import { alertRoutes } from './routes/alerts.ts';
import { auditRoutes } from './routes/audit.ts';
import { backtestRoutes } from './routes/backtests.ts';
import { contactRoutes } from './routes/contacts.ts';
import { coverageRoutes } from './routes/coverage.ts';
import { deviceRoutes } from './routes/devices.ts';
import { dischargeRoutes } from './routes/discharge.ts';
import { eventRoutes } from './routes/events.ts';
import { handoffRoutes } from './routes/handoffs.ts';
import { healthRoutes } from './routes/health.ts';
import { incidentRoutes } from './routes/incidents.ts';
import { ingestRoutes } from './routes/ingest.ts';
import { medicationRoutes } from './routes/medications.ts';
import { minutesRoutes } from './routes/minutes.ts';
import { modelRoutes } from './routes/models.ts';
import { oidcRoutes } from './routes/oidc.ts';
import { overrideRoutes } from './routes/overrides.ts';
import { pageRoutes } from './routes/pages.ts';
import { patientRoutes } from './routes/patients.ts';
import { problemRoutes } from './routes/problems.ts';
import { programRoutes } from './routes/programs.ts';
import { providerRequestRoutes } from './routes/provider-requests.ts';
import { readingRoutes } from './routes/readings.ts';
import { readingsExportRoutes } from './routes/readings-export.ts';
import { rejectedRoutes } from './routes/rejected.ts';
import { reportRoutes } from './routes/reports.ts';
import { responderRoutes } from './routes/responders.ts';
import { riskRoutes } from './routes/risk.ts';
import { rosterRoutes } from './routes/roster.ts';
import { ruleRoutes } from './routes/rules.ts';
import { sessionRoutes } from './routes/session.ts';
import { stepRoutes } from './routes/steps.ts';
import { summaryRoutes } from './routes/summary.ts';
import { symptomRoutes } from './routes/symptoms.ts';
import { taskRoutes } from './routes/tasks.ts';
import { timelineRoutes } from './routes/timeline.ts';
import { viewRoutes } from './routes/views.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { whatIfRoutes } from './routes/what-if.ts';
import { worklistRoutes } from './routes/worklist.ts';
import { withoutNul } from './without-nul.ts';

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

/** Once reached over TLS, a browser comes back over TLS only. */
const headersOf = ({ secureCookies }: ApiDeps['signIn']) =>
  secureHeaders({
    strictTransportSecurity: secureCookies ? 'max-age=15552000' : false,
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      // uPlot and React set style attributes from script
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'no-referrer',
  });

/** The HTTP surface over its dependencies; tests call `request()` on it without a server. */
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
  app.use(requestId, headersOf(deps.signIn), ownHostOnly(deps.signIn), tlsOnly(deps.signIn));
  if (deps.serves === 'health') {
    healthRoutes(app, deps);
    return app;
  }
  app.use('/api/*', statedContentType, tooBig, withoutNul, async (c, next) => {
    await next();
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
  });

  const api = newRouter();
  api.use(authorised(deps), loggedReads(deps), asksForRescoring(deps), doneOnce(deps));
  const routeDeps = { ...deps, store: claimingKeys(deps.store) };
  for (const routes of [
    sessionRoutes,
    oidcRoutes,
    accountRoutes,
    tokenRoutes,
    worklistRoutes,
    viewRoutes,
    providerRequestRoutes,
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
    dischargeRoutes,
    taskRoutes,
    symptomRoutes,
    stepRoutes,
    medicationRoutes,
    minutesRoutes,
    problemRoutes,
    readingsExportRoutes,
    reportRoutes,
    summaryRoutes,
    timelineRoutes,
    whatIfRoutes,
  ]) {
    routes(api, routeDeps);
  }
  documentKeys(api);
  app.route('/api/v1', api);
  healthRoutes(app, deps);
  documentEvents(app);
  app.doc31('/api/v1/openapi.json', openApiDocument);
  app.get('/docs', c => c.html(docsPage(app.getOpenAPI31Document(openApiDocument) as unknown as Document)));
  if (deps.webFolder !== null) {
    app.use('/*', compress(), serveStatic({ root: deps.webFolder }));
  }
  return app;
};
