/** Shapes of Grafana's provisioning files and of a compose file, as far as we use them: no other key passes. */
import * as z from 'zod'

const version = z.literal(1)

/** https://grafana.com/docs/grafana/latest/administration/provisioning, data sources of type influxdb. */
export const datasourcesFile = z.strictObject({
  apiVersion: version,
  datasources: z.array(
    z.strictObject({
      name: z.string(),
      uid: z.string().max(40),
      type: z.literal('influxdb'),
      access: z.literal('proxy'),
      url: z.union([z.literal('$__env{MLINZI_INFLUX_URL}'), z.url({ protocol: /^https?$/ })]),
      isDefault: z.boolean(),
      editable: z.literal(false),
      user: z.string().optional(),
      jsonData: z.strictObject({
        dbName: z.string(),
        httpMode: z.enum(['GET', 'POST']),
        version: z.enum(['InfluxQL', 'Flux', 'SQL']).optional(),
        httpHeaderName1: z.literal('Authorization').optional(),
      }),
      // Never the secret itself: Grafana reads it from a file.
      secureJsonData: z
        .union([
          z.strictObject({ password: z.string().regex(/^\$__file\{\/[^}]+\}$/) }),
          z.strictObject({
            httpHeaderValue1: z.string().regex(/^(Token|Bearer) \$__file\{\/[^}]+\}$/),
          }),
        ])
        .optional(),
    }),
  ),
})

export const providersFile = z.strictObject({
  apiVersion: version,
  providers: z.array(
    z.strictObject({
      name: z.string(),
      folder: z.string(),
      folderUid: z.string().max(40),
      type: z.literal('file'),
      disableDeletion: z.boolean(),
      allowUiUpdates: z.literal(false),
      updateIntervalSeconds: z.int().min(10),
      options: z.strictObject({ path: z.string().startsWith('/') }),
    }),
  ),
})

const query = z.strictObject({
  refId: z.string(),
  relativeTimeRange: z.strictObject({ from: z.int(), to: z.int() }),
  datasourceUid: z.string(),
  model: z.looseObject({ refId: z.string() }),
})
export const alertingFile = z.strictObject({
  apiVersion: version,
  groups: z.array(
    z.strictObject({
      orgId: z.int(),
      name: z.string(),
      folder: z.string(),
      interval: z.string().regex(/^\d+[smh]$/),
      rules: z.array(
        z.strictObject({
          uid: z.string().max(40),
          title: z.string(),
          condition: z.string(),
          for: z.string().regex(/^\d+[smh]$/),
          noDataState: z.enum(['NoData', 'OK', 'Alerting', 'KeepLast']),
          execErrState: z.enum(['Error', 'OK', 'Alerting', 'KeepLast']),
          annotations: z.record(z.string(), z.string()),
          labels: z.record(z.string(), z.string()),
          data: z.array(query),
        }),
      ),
    }),
  ),
})

const healthcheck = z.strictObject({
  test: z.array(z.string()).min(2),
  interval: z.string(),
  timeout: z.string(),
  retries: z.int(),
  start_period: z.string(),
})
/** https://github.com/compose-spec/compose-spec */
export const composeFile = z.strictObject({
  name: z.string(),
  services: z.record(
    z.string(),
    z.strictObject({
      build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
      image: z.string().regex(/^[a-z/-]+:\d+\.\d+\.\d+$/, 'a pinned version'),
      restart: z.literal('unless-stopped'),
      entrypoint: z.array(z.string()).optional(),
      depends_on: z
        .record(z.string(), z.strictObject({ condition: z.literal('service_healthy') }))
        .optional(),
      ports: z.array(z.string().regex(/^(\$\{[^}]+\}:)?\d+:\d+$/)).optional(),
      environment: z.record(z.string(), z.string()).optional(),
      volumes: z.array(z.string().regex(/^[^:]+:\/[^:]+(:ro)?$/)),
      secrets: z.array(z.string()),
      security_opt: z.array(z.string()).optional(),
      cap_drop: z.array(z.string()).optional(),
      mem_limit: z.string().regex(/^\d+[mg]$/),
      stop_grace_period: z.string().optional(),
      healthcheck,
    }),
  ),
  volumes: z.record(z.string(), z.null()),
  secrets: z.record(z.string(), z.strictObject({ file: z.string().startsWith('./secrets/') })),
})
