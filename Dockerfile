# Two images: `hub`, for every role of the hub, and `exchange`, Asterisk 22 with the hub's configuration and sounds.
# Built from the lock files; nothing of what only building and testing need is in either.

FROM node:24-bookworm AS build
WORKDIR /hub
COPY package.json package-lock.json .npmrc ./
COPY miniprogram/package.json miniprogram/package-lock.json miniprogram/
COPY .setup .setup
RUN node --input-type=module --eval "\
  import { install, installMiniprogram } from './.setup/install.mjs'; \
  await install(); \
  await installMiniprogram()"
COPY . .
RUN npm run build

FROM node:24-bookworm AS modules
WORKDIR /hub
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM build AS exchange-program
RUN npm run asterisk

FROM node:24-bookworm-slim AS hub
# ffmpeg keeps voicemail small; MariaDB's client backs up and restores.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ffmpeg mariadb-client \
  && rm -rf /var/lib/apt/lists/* \
  && groupadd --gid 9665 hub \
  && useradd --uid 9665 --gid 9665 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin hub \
  && install --directory --owner=hub --group=hub --mode=0700 /data /exchange
WORKDIR /hub
COPY --from=modules /hub/node_modules node_modules
COPY package.json ./
COPY core core
COPY knowledge knowledge
COPY invoices invoices
COPY callcenter callcenter
COPY gateway gateway
COPY --from=build /hub/miniprogram/dist/h5 miniprogram/dist/h5
COPY --from=build /hub/callcenter/console/dist callcenter/console/dist
ENV NODE_ENV=production HUB_MODE=production DATA_DIR=/data PORT=9665
USER hub
VOLUME ["/data"]
EXPOSE 9665
# Of a process with the role of a gateway; the others have no HTTP, and compose.yaml asks them nothing.
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 CMD ["node", "--eval", \
  "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "gateway/main.ts"]

FROM hub AS exchange
COPY --from=exchange-program /hub/.cache/asterisk .cache/asterisk
COPY .deploy/asterisk.ts .deploy/asterisk.ts
ENV ASTERISK_DIR=/exchange HUB_MODE=demo
VOLUME ["/exchange"]
HEALTHCHECK NONE
CMD ["node", ".deploy/asterisk.ts"]
