# syntax=docker/dockerfile:1
FROM node:24-bookworm-slim AS build
WORKDIR /vigil
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY bin bin
COPY src src
COPY simulators simulators
COPY models models
RUN node bin/vigil.js web-build
# What runs needs no tool of development, no second Node (this image has one) and no source of the page; the page is
# the newest file, so it is never built anew.
RUN npm prune --omit=dev --no-audit --no-fund \
 && rm -rf node_modules/node node_modules/node-linux-* node_modules/node-darwin-* node_modules/.bin/node \
 && find src/web -mindepth 1 -maxdepth 1 ! -name dist -exec rm -rf {} + \
 && find src/web/dist -exec touch {} +

FROM node:24-bookworm-slim
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Vigil" \
      org.opencontainers.image.description="Risk stratification and telemonitoring alerts" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="docker.io/library/node:24-bookworm-slim"
ENV NODE_ENV=production \
    VIGIL_DATA=/data
WORKDIR /vigil
COPY --from=build /vigil /vigil
COPY deploy/health-check.js deploy/health-check.js
# everything but /data belongs to root, so the service cannot change its own code
RUN install -d -o node -g node -m 0700 /data
USER node
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 CMD ["node", "deploy/health-check.js", "/healthz"]
ENTRYPOINT ["node", "bin/vigil.js"]
CMD ["serve"]
