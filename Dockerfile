# One image for every app: CMD says which one runs. Built in one stage, run in another that holds what running needs and no more.
FROM node:24-slim AS build
WORKDIR /rostra
COPY package.json package-lock.json .npmrc ./
COPY bin ./bin
# The image brings its own Node: without its script the pinned one stays an empty folder, and the prune takes that away too.
RUN npm ci --ignore-scripts
COPY . .
RUN node scripts/build.mjs && npm prune --omit=dev --omit=optional --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 HEALTH_PORT=3000 DATA_DIR=/data LOG_FORMAT=json
# Half the memory for a few collections more: `npm run bench ingest -- --on servers` runs the apps the same way.
ENV NODE_OPTIONS=--max-semi-space-size=4 MALLOC_ARENA_MAX=2
WORKDIR /rostra
RUN mkdir /data && chown node:node /data
COPY --from=build --chown=root:root /rostra/package.json ./
COPY --from=build --chown=root:root /rostra/node_modules ./node_modules
COPY --from=build --chown=root:root /rostra/dist ./dist
COPY --from=build --chown=root:root /rostra/samples ./samples
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/apps/standalone/src/main.js"]
