/**
 * `mlinzi network parents`: what hangs on what, beside a running collector, which judges by it
 * within seconds. What switches tell is only proposed; a person accepts it here or in the console.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { Command } from 'commander'
import { consoleEn } from '../../config/locales/console-en.ts'
import { csvText } from '../../console/facts-csv.ts'
import type { ParentLink } from '../../lib/parent-graph.ts'
import { systemClock } from '../../lib/system-clock.ts'
import {
  acceptParents,
  declareParents,
  hostOf,
  removeParents,
  type DecidedParents,
  type DeclaredParent,
} from '../api/topology/decide-parents.ts'
import { auditedParents } from '../api/topology/audited.ts'
import { csvHeading, readParentsCsv } from '../api/topology/parents-csv.ts'
import { pairOf } from '../api/topology/propose.ts'
import {
  readTopology,
  type ReadTopology,
  type TopologyParts,
} from '../api/topology/read-topology.ts'
import type { Repositories } from '../repositories.ts'

type WithRepositories = (work: (repositories: Repositories) => Promise<void>) => Promise<void>
type Work = (parts: TopologyParts, repositories: Repositories) => Promise<void>

const actor = 'command line'
const words = consoleEn.topology

export function parentCommands(withRepositories: WithRepositories): Command {
  const command = new Command('parents').description(
    'What is reached through what: a lost switch is one incident with all behind it',
  )
  const act = (work: Work): Promise<void> =>
    withRepositories(async (repositories) => work(await partsOf(repositories), repositories))
  readingCommands(command, act)
  decidingCommands(command, act)
  declaringCommands(command, act)
  return command
}

async function partsOf(repositories: Repositories): Promise<TopologyParts> {
  const { parents } = repositories
  const links = await parents.all()
  return { ...repositories, clock: systemClock, ways: { links, change: (work) => work(parents) } }
}

type Act = (work: Work) => Promise<void>

function readingCommands(command: Command, act: Act): void {
  command
    .command('list')
    .description('What is said and accepted')
    .action(() =>
      act(async (parts) => {
        const topology = await readTopology(parts)
        for (const link of parts.ways.links) {
          const { childId, parentId, port, how, by } = link
          const seen = topology.confirmed.has(pairOf(link)) ? 'seen now' : '-'
          const names = `${topology.nameOf(childId)}  ${topology.nameOf(parentId)}`
          console.log([names, port ?? '-', words.sources[how], by ?? '-', seen].join('  '))
        }
        if (parts.ways.links.length === 0)
          console.log('Nothing is said yet; see: mlinzi network parents propose')
      }),
    )
  command
    .command('propose')
    .description('What the switches and computers tell, with why; nothing is changed')
    .action(() => act(async (parts) => tellProposals(await readTopology(parts))))
  command
    .command('export')
    .description('All links as CSV: child,parent,port,how,by,since')
    .argument('[file]', 'left out: on the standard output')
    .action((file?: string) =>
      act(async (parts) => {
        const { nameOf } = await readTopology(parts)
        const rows = parts.ways.links.map(({ childId, parentId, port, how, by, sinceMs }) => {
          const since = new Date(sinceMs).toISOString()
          return [nameOf(childId), nameOf(parentId), port ?? '', how, by ?? '', since]
        })
        const text = csvText([csvHeading, ...rows])
        if (file === undefined) process.stdout.write(text)
        else await writeFile(file, text)
      }),
    )
}

function tellProposals({ proposals, rings, nameOf }: ReadTopology): void {
  for (const one of proposals) {
    const { childId, parentId, port, confidence, evidence, notes, replaces } = one
    console.log(
      [words.confidences[confidence], nameOf(childId), nameOf(parentId), port ?? '-'].join('  '),
    )
    for (const fact of evidence) console.log(`        ${words.evidence(fact, nameOf)}`)
    for (const note of notes) console.log(`        ! ${words.notes[note]}`)
    if (replaces.length > 0) console.log(`        in place of ${replaces.map(nameOf).join(', ')}`)
  }
  for (const { childId, parentId } of rings)
    console.log(`Not proposed: ${nameOf(childId)} behind ${nameOf(parentId)} would close a ring.`)
  if (proposals.length === 0) console.log('Nothing new is proposed.')
}

function decidingCommands(command: Command, act: Act): void {
  command
    .command('accept')
    .description('Accept what is proposed: of one child, or all that is sure')
    .argument('[child]', 'by name or id')
    .argument('[parent]', 'left out: all that is proposed for the child')
    .option('--all-sure', 'every proposal that is sure')
    .action(
      (child: string | undefined, parent: string | undefined, { allSure }: { allSure?: boolean }) =>
        act(async (parts, repositories) => {
          const topology = await readTopology(parts)
          const chosen = choose(topology, child, parent, allSure === true)
          tellDecided(topology, await acceptParents(parts, chosen, actor))
          await note(repositories, 'network.parents.accept', topology, chosen)
        }),
    )
  command
    .command('decline')
    .description('Never propose it again')
    .argument('<child>')
    .argument('<parent>')
    .action((child: string, parent: string) =>
      act(async (parts, repositories) => {
        const topology = await readTopology(parts)
        const link = linkOf(topology, child, parent)
        await repositories.discovery.declineParents([link])
        await note(repositories, 'network.parents.decline', topology, [link])
      }),
    )
}

function choose(
  { proposals, hosts }: ReadTopology,
  child: string | undefined,
  parent: string | undefined,
  allSure: boolean,
): readonly ParentLink[] {
  if (child === undefined) {
    if (allSure) return proposals.filter(({ confidence }) => confidence === 'high')
    throw new Error('Name a child, or say --all-sure; see: mlinzi network parents propose')
  }
  const all = [...hosts.values()]
  const childId = hostOf(child, all, 'child')
  const parentId = parent === undefined ? undefined : hostOf(parent, all, 'parent')
  const found = proposals.filter(
    (one) => one.childId === childId && (parentId ?? one.parentId) === one.parentId,
  )
  if (found.length === 0) throw new Error(`Nothing such is proposed for "${child}".`)
  if (parentId === undefined && found.some(({ notes }) => notes.includes('disputed')))
    throw new Error(`Several claim "${child}": name the parent too.`)
  return found
}

function linkOf({ hosts }: ReadTopology, child: string, parent: string): ParentLink {
  const all = [...hosts.values()]
  return { childId: hostOf(child, all, 'child'), parentId: hostOf(parent, all, 'parent') }
}

function declaringCommands(command: Command, act: Act): void {
  const declare = (lines: readonly DeclaredParent[]): Promise<void> =>
    act(async (parts, repositories) => {
      const decided = await declareParents(parts, lines, actor)
      const topology = await readTopology(parts)
      tellDecided(topology, decided)
      await note(repositories, 'network.parents.declare', topology, decided.links)
    })
  command
    .command('declare')
    .description('Say on what a host hangs; with several parents any one of them is enough')
    .argument('<child>')
    .argument('<parents...>', 'in place of those that it has now')
    .option('--port <port>', 'of the parent, where there is one')
    .action((child: string, parents: string[], { port }: { port?: string }) =>
      declare(
        parents.map((parent) => ({ child, parent, port: parents.length === 1 ? port : undefined })),
      ),
    )
  command
    .command('import')
    .description(
      'Links of a CSV file: child,parent,port; each child hangs on those of the file alone',
    )
    .argument('<file>')
    .action(async (file: string) => declare(readParentsCsv(await readFile(file, 'utf8'))))
  command
    .command('remove')
    .description('Take a link back')
    .argument('<child>')
    .argument('<parent>')
    .action((child: string, parent: string) =>
      act(async (parts, repositories) => {
        const topology = await readTopology(parts)
        const gone = await removeParents(parts, [linkOf(topology, child, parent)])
        if (gone.length === 0) throw new Error(`"${child}" does not hang on "${parent}".`)
        await note(repositories, 'network.parents.remove', topology, gone)
      }),
    )
}

function tellDecided({ nameOf }: ReadTopology, { links, refused }: DecidedParents): void {
  for (const { childId, parentId } of links)
    console.log(`${nameOf(childId)}  behind  ${nameOf(parentId)}`)
  for (const { childId, parentId } of refused)
    console.error(`Left out: ${nameOf(childId)} behind ${nameOf(parentId)} would close a ring.`)
  if (refused.length > 0) process.exitCode = 1
}

async function note(
  { audit }: Repositories,
  action: string,
  { nameOf }: ReadTopology,
  links: readonly ParentLink[],
): Promise<void> {
  if (links.length === 0) return
  await audit.add({ actor, action, ...auditedParents(links, nameOf) })
}
