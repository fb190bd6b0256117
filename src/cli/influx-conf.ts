type Where = { readonly folder: string; readonly http: number; readonly backup: number };

/** Configuration of an InfluxDB 1.x of its own on loopback; without `auth` it asks nobody who she is. */
export const influxConf = (
  { folder, http, backup }: Where,
  auth = false,
): string => `reporting-disabled = true
bind-address = "127.0.0.1:${backup}"
[meta]
  dir = "${folder}/meta"
[data]
  dir = "${folder}/data"
  wal-dir = "${folder}/wal"
  index-version = "tsi1"
  query-log-enabled = false
[monitor]
  store-enabled = false
[continuous_queries]
  run-interval = "1s"
[http]
  bind-address = "127.0.0.1:${http}"
  log-enabled = false
  auth-enabled = ${auth}
[logging]
  level = "error"
`;
