/** From a path to a usable store, whatever state the file is in. */
import { SeriesDictionary } from '../series-dictionary.ts'
import { limits } from '../../contract/wire/limits.ts'
import { loadDictionary } from './dictionary-table.ts'
import { Ledger } from './ledger.ts'
import { openSpoolFile, setAsideSpoolFile } from './spool-file.ts'
import { spoolDefaults, type SpoolOptions } from './spool-options.ts'
import type { SpoolState } from './state-row.ts'
import { SpoolLocked, storageFault, type StorageFault } from './storage-fault.ts'
import { Store } from './store.ts'

export interface OpenedSpool {
  /** Undefined: the disk gives no file; rows wait in memory until the next start. */
  readonly store: Store | undefined
  readonly ledger: Ledger
  readonly dictionary: SeriesDictionary
  /** Undefined in a new file. */
  readonly state: SpoolState | undefined
  /** A damaged file was set aside. */
  readonly setAside: boolean
  readonly fault: StorageFault | undefined
}

/** The file's own hard limit over the spool's bound, for the beat that passes it. */
const pagesMargin = 1.25
const pageBytes = 4096
const dictionaryFullShare = 0.75

/** Throws SpoolLocked; every other trouble with the file is answered. */
export function openOrRenew(options: SpoolOptions): OpenedSpool {
  const first = tryOpen(options, new SeriesDictionary(), false)
  if (first.fault === 'corrupt') return renew(options, new SeriesDictionary())
  return dropFullDictionary(first)
}

/** Sets the file aside and begins a new one, whose rows are of the given dictionary. */
export function renew(options: SpoolOptions, dictionary: SeriesDictionary): OpenedSpool {
  try {
    setAsideSpoolFile(options.path, options.files)
  } catch (error) {
    return noFile(storageFault(error) ?? 'unavailable', error, options, true)
  }
  return tryOpen(options, dictionary, true)
}

function tryOpen(
  options: SpoolOptions,
  dictionary: SeriesDictionary,
  setAside: boolean,
): OpenedSpool {
  const ledger = new Ledger()
  let store: Store | undefined
  try {
    store = openStore(options, dictionary)
    loadDictionary(store.database, dictionary)
    store.ledgerTable.load(ledger)
    return { store, ledger, dictionary, state: store.state.read(), setAside, fault: undefined }
  } catch (error) {
    store?.database.close()
    const fault = storageFault(error)
    if (fault === undefined) throw error
    if (fault === 'locked') throw new SpoolLocked('Another agent uses this spool', { cause: error })
    return noFile(fault, error, options, setAside)
  }
}

function openStore(options: SpoolOptions, dictionary: SeriesDictionary): Store {
  const { path, bytesMax, synchronous } = { ...spoolDefaults, ...options }
  const pagesMax = Math.ceil((bytesMax * pagesMargin) / pageBytes)
  return new Store(openSpoolFile({ path, synchronous, pagesMax }), dictionary)
}

/** With nothing left to send, a dictionary near its limit begins anew; series come and go. */
function dropFullDictionary(opened: OpenedSpool): OpenedSpool {
  const { store, ledger, dictionary } = opened
  const full = dictionary.count >= limits.seriesPerAgentMax * dictionaryFullShare
  if (!store || !full || ledger.backlogRows > 0) return opened
  try {
    const tables = ['blocks', 'series', 'shapes']
    store.transaction(() => tables.forEach((table) => store.database.exec(`DELETE FROM ${table}`)))
  } catch (error) {
    if (storageFault(error) === undefined) throw error
    return opened
  }
  store.seriesSaved(0)
  dictionary.clear()
  return opened
}

function noFile(
  fault: StorageFault,
  error: unknown,
  { log, path }: SpoolOptions,
  setAside: boolean,
): OpenedSpool {
  log.error({ err: error, path, fault }, 'The spool file cannot be used')
  const [ledger, dictionary] = [new Ledger(), new SeriesDictionary()]
  return { store: undefined, ledger, dictionary, state: undefined, setAside, fault }
}
