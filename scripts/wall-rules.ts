/**
 * The walls of the house (docs/ARCHITECTURE.md): which folder may import which. One table; the
 * checker and its counter-test read it.
 */
export interface Wall {
  /** Regular expression of the importing files, relative to the root. */
  readonly from: string
  /** The only own files that they may import, as regular expressions. */
  readonly allowed: readonly string[]
}

const stages = [
  'gateway',
  'ingest',
  'fleet',
  'store',
  'alert',
  'notify',
  'outlet',
  'api',
  'report',
  'backups',
  'registers',
  'lineproto',
  'network',
  'wan',
] as const

export const walls: readonly Wall[] = [
  { from: '^lib/', allowed: ['^lib/'] },
  { from: '^contract/', allowed: ['^contract/', '^lib/'] },
  { from: '^config/', allowed: ['^config/', '^contract/', '^lib/'] },
  {
    from: '^agent/host/',
    allowed: ['^agent/host/', '^contract/catalogue/unknown-reason\\.ts$', '^lib/'],
  },
  {
    from: '^agent/sources/',
    allowed: [
      '^agent/sources/',
      '^agent/host/host\\.ts$',
      '^agent/host/windows/facts\\.ts$',
      '^contract/',
      '^lib/',
    ],
  },
  {
    from: '^agent/(?!host/|sources/)',
    allowed: ['^agent/', '^contract/', '^lib/', '^config/'],
  },
  {
    from: '^collector/state/',
    allowed: ['^collector/state/', '^collector/model/', '^contract/', '^lib/', '^config/'],
  },
  ...stages.map((stage) => ({
    from: `^collector/${stage}/`,
    allowed: [
      `^collector/${stage}/`,
      '^collector/model/',
      '^collector/state/',
      '^contract/',
      '^lib/',
      '^config/',
    ],
  })),
  { from: '^collector/model/', allowed: ['^collector/model/', '^contract/', '^lib/'] },
  {
    from: '^collector/((?!model\\.ts$)[^/]+\\.ts$|cli/)',
    allowed: ['^collector/', '^console/', '^contract/', '^lib/', '^config/'],
  },
  {
    from: '^console/',
    allowed: [
      '^console/',
      '^contract/',
      '^lib/',
      '^collector/model/',
      // Types alone: what the pages are given (page-views.ts) and must offer (pages.ts).
      '^collector/api/(pages|[a-z]+-views)\\.ts$',
      '^config/',
    ],
  },
  { from: '^dashboards/', allowed: ['^dashboards/', '^contract/', '^config/', '^lib/'] },
]

/** Node's doors to the machine, and who alone may open them inside the agent. */
export const doors: readonly {
  readonly modules: string
  readonly from: string
  readonly except: string
}[] = [
  {
    modules: '^(node:)?(fs|fs/promises|child_process|os)$',
    from: '^agent/',
    except: '^agent/(host/|main\\.ts$|cli/|identity|enrol|spool|connect|home)',
  },
  {
    modules: '^(node:)?(net|dgram|tls)$',
    from: '^agent/sources/',
    except: '^agent/sources/network/',
  },
]
