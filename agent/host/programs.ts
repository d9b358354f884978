/**
 * The only programs that the agent may ever start, by absolute path. All of them read and change
 * nothing. A test prints this list into docs/PROGRAMS.md.
 */
export interface Program {
  readonly path: string
  /** What the agent learns from it. */
  readonly gives: string
  readonly arguments: readonly (readonly string[])[]
}

export const programs = [
  {
    path: '/usr/sbin/dmidecode',
    gives: 'memory modules (type, size, slot), for the inventory',
    arguments: [['-q', '-t', 'memory']],
  },
] as const satisfies readonly Program[]

/** The entry of that path and exactly these arguments, or undefined. */
export function allowed(path: string, args: readonly string[]): Program | undefined {
  const wanted = JSON.stringify(args)
  return programs.find(
    (program) =>
      program.path === path && program.arguments.some((one) => JSON.stringify(one) === wanted),
  )
}
