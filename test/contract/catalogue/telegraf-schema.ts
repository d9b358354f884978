/**
 * What Telegraf sends, for each measurement that we share with it: read from the plugins' READMEs
 * and, where those are silent or behind, their Go source, at commit b2726314 (21 August 2026, on
 * the way to 1.40.0). Go's unsigned numbers are sent as integers. The tag `host` is on all.
 */
export type TelegrafType = 'float' | 'integer' | 'boolean' | 'string'
export interface TelegrafField {
  readonly type: TelegrafType
  /** As our catalogue calls it; left out: Telegraf says nothing. */
  readonly unit?: string
  readonly counter?: true
}
export interface SharedMeasurement {
  /** Folder under plugins/inputs. */
  readonly plugin: string
  readonly tags: readonly string[]
  readonly fields: Readonly<Record<string, TelegrafField>>
  /** Fields of Telegraf that we do not send, with the reason. */
  readonly leftOut: Readonly<Record<string, string>>
  readonly tagsLeftOut?: Readonly<Record<string, string>>
  /** Our own fields and tags beside Telegraf's: no name of Telegraf's means another thing. */
  readonly ours: readonly string[] | 'any'
}

const field = (type: TelegrafType, unit?: string, counter?: true): TelegrafField => ({
  type,
  ...(unit === undefined ? {} : { unit }),
  ...(counter === undefined ? {} : { counter }),
})
const integer = field('integer')
const text = field('string')
const percent = field('float', 'percent')
const bytes = field('integer', 'bytes')
const count = (unit = 'count'): TelegrafField => field('integer', unit, true)
const words = (text: string): readonly string[] => text.split(' ')
const named = (names: string, of: TelegrafField): Record<string, TelegrafField> =>
  Object.fromEntries(names.split(' ').map((name) => [name, of]))
const because = (reason: string, names: string): Record<string, string> =>
  Object.fromEntries(names.split(' ').map((name) => [name, reason]))

const cpuShares =
  'usage_user usage_system usage_idle usage_active usage_nice usage_iowait usage_irq ' +
  'usage_softirq usage_steal usage_guest usage_guest_nice'
const cpuTimes =
  'time_user time_system time_idle time_active time_nice time_iowait time_irq time_softirq ' +
  'time_steal time_guest time_guest_nice'
const memOthers =
  'active commit_limit committed_as high_free high_total huge_pages_free huge_page_size ' +
  'huge_pages_total inactive laundry low_free low_total mapped page_tables sreclaimable ' +
  'sunreclaim swap_cached swap_free swap_total vmalloc_chunk vmalloc_total vmalloc_used wired ' +
  'write_back write_back_tmp'
const smartTags = ['capacity', 'device', 'enabled', 'model', 'serial_no', 'wwn'] as const

export const shared: Readonly<Record<string, SharedMeasurement>> = {
  cpu: {
    plugin: 'cpu',
    tags: ['cpu'],
    fields: { ...named(cpuShares, percent), ...named(cpuTimes, field('float')) },
    leftOut: because('off in Telegraf too (collect_cpu_time): the shares say the same', cpuTimes),
    ours: [],
  },
  mem: {
    plugin: 'mem',
    tags: [],
    fields: {
      ...named('total available used free cached buffered slab shared dirty', bytes),
      ...named('used_percent available_percent', percent),
      ...named(memOthers, integer),
    },
    leftOut: because('no page, report or rule of an office asks for it', memOthers),
    ours: [],
  },
  swap: {
    plugin: 'swap',
    tags: [],
    fields: {
      ...named('total used free', bytes),
      used_percent: percent,
      ...named('in out', count('bytes')),
    },
    leftOut: {},
    ours: [],
  },
  disk: {
    plugin: 'disk',
    tags: ['path', 'device', 'fstype', 'mode', 'label'],
    fields: {
      ...named('total used free', bytes),
      ...named('inodes_total inodes_used inodes_free', field('integer', 'count')),
      ...named('used_percent inodes_used_percent', percent),
    },
    leftOut: {},
    tagsLeftOut: { label: "a name of the device mapper; the path tells the office's disks apart" },
    ours: ['answering'],
  },
  diskio: {
    plugin: 'diskio',
    tags: ['name', 'serial'],
    fields: {
      ...named('reads writes', count()),
      ...named('read_bytes write_bytes', count('bytes')),
      ...named('read_time write_time io_time weighted_io_time', count('milliseconds')),
      iops_in_progress: field('integer', 'count'),
      ...named('merged_reads merged_writes', count()),
      io_util: percent,
      ...named('io_await io_svctm', field('float', 'milliseconds')),
    },
    leftOut: {
      ...because('tells of the kernel and not of the disk', 'merged_reads merged_writes'),
      io_svctm: "the kernel's own documentation calls it wrong",
    },
    tagsLeftOut: { serial: 'optional in Telegraf; smart_device has it' },
    ours: [],
  },
  net: {
    plugin: 'net',
    tags: ['interface'],
    fields: {
      ...named('bytes_sent bytes_recv', count('bytes')),
      ...named('packets_sent packets_recv err_in err_out drop_in drop_out', count()),
      speed: integer,
    },
    leftOut: {},
    ours: ['link'],
  },
  system: {
    plugin: 'system',
    tags: [],
    fields: {
      ...named('load1 load5 load15', field('float')),
      ...named('n_users n_unique_users n_cpus n_physical_cpus', integer),
      uptime: field('integer', 'seconds'),
      uptime_format: text,
    },
    leftOut: {
      n_physical_cpus: 'inventory, not a series',
      uptime_format: 'a text for each second of uptime; every panel can format uptime',
    },
    ours: ['boot_time'],
  },
  processes: {
    plugin: 'processes',
    tags: [],
    fields: named(
      'blocked running sleeping stopped total zombies dead idle total_threads unknown paging parked wait',
      integer,
    ),
    leftOut: because(
      'states of old kernels or of BSD; they are in total',
      'unknown paging parked wait',
    ),
    ours: [],
  },
  pressure: {
    plugin: 'kernel',
    tags: ['resource', 'type'],
    fields: { ...named('avg10 avg60 avg300', percent), total: integer },
    leftOut: { total: 'the averages say it without arithmetic' },
    ours: [],
  },
  temp: {
    plugin: 'temp',
    tags: ['sensor'],
    fields: { temp: field('float', 'celsius') },
    leftOut: {},
    ours: ['device', 'crit'],
  },
  smart_device: {
    plugin: 'smart',
    tags: [...smartTags, 'device_type'],
    fields: {
      health_ok: field('boolean'),
      temp_c: field('integer', 'celsius'),
      ...named(
        'available_spare available_spare_threshold percentage_used',
        field('integer', 'percent'),
      ),
      ...named(
        'critical_warning error_log_entries exit_status media_errors power_cycle_count ' +
          'power_on_hours unsafe_shutdowns read_error_rate reallocated_sectors_count ' +
          'seek_error_rate spin_retry_count end_to_end_error uncorrectable_errors ' +
          'command_timeout realloc_event_count pending_sector_count uncorrectable_sector_count ' +
          'udma_crc_errors soft_read_error_rate percent_lifetime_remain wear_leveling_count ' +
          'media_wearout_indicator critical_temperature_time warning_temperature_time',
        integer,
      ),
    },
    leftOut: {
      ...because(
        'raw values that each maker counts in its own way; verdict and smart_attribute tell more',
        'read_error_rate seek_error_rate soft_read_error_rate',
      ),
      ...because(
        'one wear_percent for all makers',
        'percent_lifetime_remain wear_leveling_count media_wearout_indicator',
      ),
      ...because(
        'temp_c and its rule tell it earlier',
        'critical_temperature_time warning_temperature_time',
      ),
      error_log_entries: 'error_log_count: the newest count, since some drives log no error at all',
    },
    tagsLeftOut: { device_type: 'off in Telegraf too' },
    ours: words(
      'verdict reason reasons kind asleep age wear_percent grown_defects uncorrected_reads ' +
        'uncorrected_writes error_log_count self_test_failed bytes_written',
    ),
  },
  smart_attribute: {
    plugin: 'smart',
    tags: [...smartTags, 'device_type', 'fail', 'flags', 'id', 'name'],
    fields: named('exit_status raw_value threshold value worst', integer),
    leftOut: {},
    tagsLeftOut: {
      device_type: 'off in Telegraf too',
      fail: 'a tag that changes begins another series just when the disk fails: field when_failed',
      flags: 'never changes and nobody asks',
    },
    ours: ['when_failed'],
  },
  ping: {
    plugin: 'ping',
    tags: ['url'],
    fields: {
      ...named('packets_transmitted packets_received', field('integer', 'count')),
      percent_packet_loss: percent,
      ...named(
        'average_response_ms minimum_response_ms maximum_response_ms standard_deviation_ms',
        field('float', 'milliseconds'),
      ),
      ttl: integer,
      result_code: integer,
    },
    leftOut: {},
    ours: 'any',
  },
  net_response: {
    plugin: 'net_response',
    tags: ['server', 'port', 'protocol', 'result'],
    fields: {
      response_time: field('float', 'seconds'),
      result_code: integer,
      result_type: text,
      string_found: field('boolean'),
    },
    leftOut: because('deprecated in Telegraf', 'result_type string_found'),
    tagsLeftOut: { result: 'a tag that changes tears the series at each failure: field result' },
    ours: 'any',
  },
  http_response: {
    plugin: 'http_response',
    tags: ['server', 'method', 'status_code', 'result'],
    fields: {
      response_time: field('float', 'seconds'),
      content_length: field('integer', 'bytes'),
      ...named(
        'response_string_match response_status_code_match http_response_code result_code',
        integer,
      ),
      result_type: text,
    },
    leftOut: {
      result_type: 'deprecated in Telegraf',
      ...because('told by result', 'response_string_match response_status_code_match'),
    },
    tagsLeftOut: because('a tag that changes tears the series: a field', 'status_code result'),
    ours: 'any',
  },
  x509_cert: {
    plugin: 'x509_cert',
    tags: words(
      'type source organization organizational_unit country province locality verification ' +
        'serial_number signature_algorithm san public_key_algorithm issuer_common_name ' +
        'issuer_serial_number common_name ocsp_stapled ocsp_status ocsp_verified',
    ),
    fields: {
      ...named('expiry age', field('integer', 'seconds')),
      ...named('startdate enddate', field('integer', 'epoch_seconds')),
      ...named('verification_code public_key_length', integer),
      verification_error: text,
      ...named('ocsp_status_code ocsp_next_update ocsp_produced_at ocsp_this_update', integer),
    },
    leftOut: because(
      'for operators of authorities, not for offices',
      'public_key_length ocsp_status_code ocsp_next_update ocsp_produced_at ocsp_this_update',
    ),
    tagsLeftOut: because(
      'of the certificate and not of the place: a renewed one would begin another series',
      'type organization organizational_unit country province locality verification ' +
        'serial_number signature_algorithm san public_key_algorithm issuer_common_name ' +
        'issuer_serial_number common_name ocsp_stapled ocsp_status ocsp_verified',
    ),
    ours: 'any',
  },
  dns_query: {
    plugin: 'dns_query',
    tags: ['server', 'domain', 'record_type', 'result', 'rcode'],
    fields: {
      query_time_ms: field('float', 'milliseconds'),
      ...named('result_code rcode_value', integer),
    },
    leftOut: {},
    tagsLeftOut: because('a tag that changes tears the series: a field', 'result rcode'),
    ours: 'any',
  },
}

/** Measurements that Telegraf's plugins send, by name, so that none of ours means another thing. */
export const telegrafNames: readonly string[] = (
  'bcache bind bond ceph chrony conntrack cpu disk diskio dns_query docker dmcache ethtool ' +
  'fail2ban filecount filestat hddtemp http_response hugepages internal internet_speed interrupts ' +
  'ipmi_sensor ipset ipvs kernel kernel_vmstat libvirt linux_cpu lvm_physical_vol mdstat mem ' +
  'modbus mongodb mysql net net_response netstat nfsclient nstat ntpq nvidia_smi openntpd ping ' +
  'postgresql pressure processes procstat proxmox redfish redis sensors smart_attribute smart_device snmp ' +
  'socketstat sqlserver_performance swap synproxy sysstat system systemd_units temp tengine upsd ' +
  'vsphere_host_cpu win_cpu win_disk win_diskio win_eventlog win_mem win_net win_perf_counters ' +
  'win_services win_swap win_system win_wmi wireguard_device wireless x509_cert zfs zfs_pool'
).split(' ')
