/** What devices without an agent tell, by section; their ports have a table of their own. */
import { each, one, type Part } from './section-part.ts'

export const deviceParts: Readonly<
  Record<'printing' | 'power' | 'device' | 'sensors', readonly Part[]>
> = {
  printing: [
    one('printer', 'condition', 'problem', 'state', 'alert', 'display', 'pages', 'colour_pages'),
    each('printer_supply', ['supply', 'colour'], 'left_percent', 'state'),
  ],
  power: [
    one(
      'ups',
      'source',
      'battery_charge_percent',
      'time_left',
      'load_percent',
      'battery',
      'charging',
      'battery_date',
      'replace_battery',
      'test',
      'on_battery',
      'input_voltage',
      'input_low',
      'input_high',
      'output_voltage',
      'battery_voltage',
      'battery_temp',
      'internal_temp',
      'real_power',
      'alarms',
    ),
  ],
  device: [
    one('snmp_device', 'state', 'reason', 'kind', 'uptime', 'interfaces', 'interfaces_up'),
    one('device_identity', 'vendor', 'model', 'serial', 'firmware', 'hardware', 'name', 'location'),
    one(
      'device_load',
      'cpu_percent',
      'memory_percent',
      'clients',
      'access_points',
      'sessions',
      'poe_used',
      'poe_available',
    ),
  ],
  sensors: [
    each(
      'device_sensor',
      ['sensor', 'number'],
      'state',
      'temp',
      'temp_high',
      'rpm',
      'volts',
      'amperes',
      'watts',
      'humidity',
    ),
    each('device_storage', ['storage', 'number'], 'used_percent', 'total'),
    each('nas_volume', ['volume'], 'state', 'used_percent', 'total'),
    each('nas_disk', ['disk'], 'state', 'model', 'temp', 'bad_sectors', 'capacity'),
  ],
}
