/**
 * What the machine is, as opposed to how it is: sent as the `inventory` message when it changes.
 * Nothing personal: no user names, no documents, nothing about what programs are used for.
 */
export interface Inventory {
  readonly computer: {
    readonly manufacturer?: string | undefined
    readonly model?: string | undefined
    readonly serial?: string | undefined
    /** desktop, laptop, server, virtual … from the SMBIOS chassis type. */
    readonly form?: string | undefined
    readonly board?: string | undefined
    readonly bios?: string | undefined
    /** ISO date. */
    readonly biosDate?: string | undefined
    readonly virtual: boolean
  }
  readonly os: {
    readonly name: string
    /** `ID` of os-release, `windows`, `windows-server` or `macos`: key of the end-of-support table. */
    readonly id?: string | undefined
    readonly version?: string | undefined
    /** Windows: build and revision, 22631.4460. */
    readonly build?: string | undefined
    /** Windows: EditionID of the registry. */
    readonly edition?: string | undefined
    readonly kernel: string
    readonly arch: string
    readonly hostname: string
  }
  readonly cpu: {
    readonly model?: string | undefined
    readonly sockets?: number | undefined
    readonly cores?: number | undefined
    readonly threads: number
    readonly maxMegahertz?: number | undefined
  }
  readonly memory: {
    readonly totalBytes: number
    /** Only where it can be told. */
    readonly swapBytes?: number | undefined
    /** Only where the modules can be read. */
    readonly modules?: readonly MemoryModule[] | undefined
  }
  readonly disks: readonly InventoryDisk[]
  readonly network: readonly InventoryInterface[]
  /** By name, at most 1,000; left out by agents that do not tell it. */
  readonly software?: readonly SoftwareItem[] | undefined
  /** How many there was no room for, all behind the last one of `software`. */
  readonly softwareLeftOut?: number | undefined
  /** Why the installed programs are unknown: a word of unknown-reason.ts. */
  readonly softwareUnknown?: string | undefined
}
/** An installed program: linux packages installed on purpose, entries of Windows' own list, apps. */
export interface SoftwareItem {
  readonly name: string
  readonly version?: string | undefined
  readonly publisher?: string | undefined
}
export interface MemoryModule {
  readonly bytes: number
  readonly type?: string | undefined
  readonly slot?: string | undefined
  readonly manufacturer?: string | undefined
}
export interface InventoryDisk {
  readonly name: string
  readonly bytes: number
  readonly model?: string | undefined
  readonly serial?: string | undefined
  readonly kind: 'hdd' | 'ssd' | 'nvme' | 'virtual' | 'removable' | 'unknown'
}
export interface InventoryInterface {
  readonly name: string
  readonly mac?: string | undefined
  readonly addresses: readonly string[]
  /** Default gateway (IPv4); left out: none, or an agent that does not tell it. */
  readonly gateway?: string | undefined
}
