/**
 * Tags, types and units of Telegraf's measurements that we have too, from the READMEs of its input
 * plugins (cpu, mem, swap, system, disk, diskio, net, temp, processes, kernel with PSI).
 */
interface TelegrafMeasurement {
  readonly tags: readonly string[]
  readonly fields: Readonly<Record<string, string>>
}

const each = (type: string, ...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, type]))

export const telegraf: Readonly<Record<string, TelegrafMeasurement>> = {
  cpu: {
    tags: ['cpu'],
    fields: each(
      'float percent',
      'usage_user',
      'usage_system',
      'usage_idle',
      'usage_active',
      'usage_nice',
      'usage_iowait',
      'usage_irq',
      'usage_softirq',
      'usage_steal',
      'usage_guest',
      'usage_guest_nice',
    ),
  },
  mem: {
    tags: [],
    fields: {
      ...each('integer bytes', 'total', 'available', 'used', 'free', 'cached', 'buffered'),
      ...each('integer bytes', 'slab', 'shared', 'dirty', 'active', 'inactive', 'mapped'),
      ...each('float percent', 'used_percent', 'available_percent'),
    },
  },
  swap: {
    tags: [],
    fields: {
      ...each('integer bytes', 'total', 'used', 'free'),
      ...each('integer bytes counter', 'in', 'out'),
      used_percent: 'float percent',
    },
  },
  system: {
    tags: [],
    fields: {
      ...each('float none', 'load1', 'load5', 'load15'),
      ...each('integer count', 'n_users', 'n_unique_users', 'n_cpus'),
      uptime: 'integer seconds',
    },
  },
  disk: {
    tags: ['path', 'device', 'fstype', 'mode'],
    fields: {
      ...each('integer bytes', 'total', 'used', 'free'),
      ...each('integer count', 'inodes_total', 'inodes_used', 'inodes_free'),
      ...each('float percent', 'used_percent', 'inodes_used_percent'),
    },
  },
  diskio: {
    tags: ['name'],
    fields: {
      ...each('integer count counter', 'reads', 'writes', 'merged_reads', 'merged_writes'),
      ...each('integer bytes counter', 'read_bytes', 'write_bytes'),
      ...each('integer milliseconds counter', 'read_time', 'write_time'),
      ...each('integer milliseconds counter', 'io_time', 'weighted_io_time'),
      iops_in_progress: 'integer count',
      io_util: 'float percent',
      io_await: 'float milliseconds',
    },
  },
  net: {
    tags: ['interface'],
    fields: {
      ...each('integer bytes counter', 'bytes_sent', 'bytes_recv'),
      ...each('integer count counter', 'packets_sent', 'packets_recv'),
      ...each('integer count counter', 'err_in', 'err_out', 'drop_in', 'drop_out'),
      speed: 'integer none',
    },
  },
  temp: { tags: ['sensor'], fields: { temp: 'float celsius' } },
  processes: {
    tags: [],
    fields: each(
      'integer count',
      'total',
      'running',
      'sleeping',
      'idle',
      'blocked',
      'stopped',
      'zombies',
      'dead',
      'total_threads',
    ),
  },
  pressure: {
    tags: ['resource', 'type'],
    fields: each('float percent', 'avg10', 'avg60', 'avg300'),
  },
}
