/** Programs for remote access, by the names of their services, units, folders and processes. */
export interface RemoteTool {
  readonly name: string
  /** Of services (Windows), units and installed files (Linux), folders of applications (macOS). */
  readonly pattern: RegExp
}

export const remoteTools: readonly RemoteTool[] = [
  { name: 'AmmyyAdmin', pattern: /^ammyy/i },
  { name: 'AnyDesk', pattern: /^anydesk/i },
  { name: 'Atera', pattern: /^atera/i },
  { name: 'Chrome Remote Desktop', pattern: /^chrom(?:oting|e-remote-desktop)/i },
  { name: 'DWService', pattern: /^dwagent|^dwservice/i },
  { name: 'GoToMyPC', pattern: /^gotomypc/i },
  { name: 'LogMeIn', pattern: /^logmein|^lmi/i },
  { name: 'MeshCentral', pattern: /^mesh ?agent/i },
  { name: 'NinjaRMM', pattern: /^ninjarmm/i },
  { name: 'Parsec', pattern: /^parsec/i },
  { name: 'Radmin', pattern: /^radmin|^rserver3/i },
  { name: 'RustDesk', pattern: /^rustdesk/i },
  { name: 'ScreenConnect', pattern: /^screenconnect|^connectwise ?control/i },
  { name: 'Splashtop', pattern: /^splashtop/i },
  { name: 'Supremo', pattern: /^supremo/i },
  { name: 'Tactical RMM', pattern: /^tacticalrmm|^tacticalagent/i },
  { name: 'TeamViewer', pattern: /^teamviewer/i },
  { name: 'VNC', pattern: /^uvnc|^(?:tight|real|tiger)?vnc|^tvnserver|^x11vnc|^x0vncserver/i },
  { name: 'Zoho Assist', pattern: /^zoho(?:meeting|assist)/i },
]

/** The tools among these names, each once, in order. */
export function toolsAmong(names: readonly string[]): readonly string[] {
  return remoteTools
    .filter(({ pattern }) => names.some((name) => pattern.test(name)))
    .map(({ name }) => name)
}
