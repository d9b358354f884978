/** clamd.conf and freshclam.conf: `Option value`, one a line; # begins a comment. */
export interface ClamavConfig {
  readonly databaseFolder: string | undefined
  readonly logFile: string | undefined
  readonly updateLogFile: string | undefined
  readonly logTime: boolean
}

export function decodeClamavConfig(text: string): ClamavConfig {
  const value = (option: string): string | undefined =>
    new RegExp(`^[ \\t]*${option}[ \\t]+(\\S.*?)[ \\t]*$`, 'im')
      .exec(text.slice(0, 262_144))?.[1]
      ?.replace(/^"(.*)"$/, '$1')
  return {
    databaseFolder: absolute(value('DatabaseDirectory')),
    logFile: absolute(value('LogFile')),
    updateLogFile: absolute(value('UpdateLogFile')),
    logTime: /^(?:yes|true|1)$/i.test(value('LogTime') ?? ''),
  }
}

function absolute(path: string | undefined): string | undefined {
  return path !== undefined && /^\/[^\0]{1,500}$/.test(path) ? path.replace(/\/+$/, '') : undefined
}
