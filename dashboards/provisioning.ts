/**
 * What Grafana reads when it starts, so that data source and dashboards are there by themselves:
 * https://grafana.com/docs/grafana/latest/administration/provisioning. A file that names a secret
 * which is not there keeps Grafana from starting, so one is named only where the office has one.
 */
import path from 'node:path'
import { stringify } from 'yaml'
import type { DashboardFile } from './files.ts'
import type { Language } from './theme.ts'

export interface ProvisioningOptions {
  readonly languages: readonly Language[]
  /** The folder of the dashboards, as Grafana sees it. */
  readonly dashboardsFolder: string
  readonly datasourceUid: string
  readonly flavour: 'influxdb-1' | 'influxdb-2' | 'influxdb-3'
  /** Address of the InfluxDB, as Grafana reaches it. */
  readonly influxUrl: string
  /** As in collector.yaml. */
  readonly database: string
  /** Of 1.x; empty: none is asked for. */
  readonly user: string
  /** File with the password (1.x) or the token that Grafana reads; empty: none. */
  readonly secretFile: string
}

const folderTitles: Readonly<Record<Language, string>> = {
  sw: 'Mlinzi (Kiswahili)',
  en: 'Mlinzi (English)',
}
const headline =
  '# Made by `mlinzi dashboards build --provisioning`; made again, it is overwritten.\n'

/** Files under `/etc/grafana/provisioning`. */
export function provisioningFiles(options: ProvisioningOptions): readonly DashboardFile[] {
  const file = (name: string, content: unknown): DashboardFile => ({
    name: `${name}/mlinzi.yaml`,
    text: headline + stringify(content),
  })
  return [
    file('datasources', { apiVersion: 1, datasources: [datasource(options)] }),
    file('dashboards', { apiVersion: 1, providers: options.languages.map(provider(options)) }),
  ]
}

function datasource(options: ProvisioningOptions): unknown {
  const { flavour, datasourceUid: uid, influxUrl: url, database, user, secretFile } = options
  const secret = `$__file{${secretFile}}`
  const isHeader = flavour !== 'influxdb-1' && secretFile !== ''
  const proof = flavour === 'influxdb-2' ? `Token ${secret}` : `Bearer ${secret}`
  return {
    name: 'Mlinzi',
    uid,
    type: 'influxdb',
    access: 'proxy',
    url,
    isDefault: true,
    editable: false,
    ...(user === '' ? {} : { user }),
    jsonData: {
      dbName: flavour === 'influxdb-3' ? `${database}_full` : database,
      httpMode: 'POST',
      ...(flavour === 'influxdb-3' ? { version: 'InfluxQL' } : {}),
      ...(isHeader ? { httpHeaderName1: 'Authorization' } : {}),
    },
    ...(isHeader ? { secureJsonData: { httpHeaderValue1: proof } } : {}),
    ...(!isHeader && secretFile !== '' ? { secureJsonData: { password: secret } } : {}),
  }
}

function provider({ dashboardsFolder }: ProvisioningOptions) {
  return (language: Language): unknown => ({
    name: `mlinzi-${language}`,
    folder: folderTitles[language],
    folderUid: `mlinzi-${language}`,
    type: 'file',
    disableDeletion: true,
    allowUiUpdates: false,
    updateIntervalSeconds: 60,
    options: { path: path.join(dashboardsFolder, language) },
  })
}

/** Undefined: these go together. */
export function provisioningFault({
  flavour,
  user,
  secretFile,
}: Pick<ProvisioningOptions, 'flavour' | 'user' | 'secretFile'>): string | undefined {
  if (user !== '' && flavour !== 'influxdb-1')
    return 'only InfluxDB 1.x has users here; give --secret-file with a token alone'
  if (user !== '' && secretFile === '')
    return 'a user needs --secret-file, a file with the password that Grafana may read'
  if (user === '' && secretFile !== '' && flavour === 'influxdb-1')
    return 'InfluxDB 1.x needs --user beside --secret-file'
  if (flavour === 'influxdb-2' && secretFile === '')
    return 'InfluxDB 2.x needs --secret-file, a file with a token that may read'
  if (secretFile !== '' && !path.isAbsolute(secretFile))
    return '--secret-file must be a whole path: Grafana reads the file, from where it stands'
  return undefined
}
