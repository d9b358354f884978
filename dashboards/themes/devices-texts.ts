import type { SpokenTable } from '../theme.ts'

export const devicesTexts = {
  devices: {
    en: 'Printers, UPSes, switches | Toner, pages, batteries, ports, heat of devices without an agent.',
    sw: 'Printa, UPS na swichi | Tona, kurasa, betri, milango na joto la vifaa visivyo na wakala.',
  },
  silent: {
    en: 'Silent by SNMP | They do not answer, or refuse to.',
    sw: 'Kimya kwa SNMP | Havijibu, au vinakataa kujibu.',
  },
  stopped: {
    en: 'Printers that stand | They do not print until somebody comes.',
    sw: 'Printa zilizosimama | Hazichapishi hadi mtu afike.',
  },
  tonerLow: {
    en: 'Toner nearly empty | Cartridges below the limit of the rule: order new ones.',
    sw: 'Tona inayokaribia kuisha | Katriji chini ya kiwango cha kanuni: agiza mpya.',
  },
  battery: {
    en: 'Batteries to replace | UPSes that ask for a new battery.',
    sw: 'Betri za kubadilishwa | UPS zinazoomba betri mpya.',
  },
  printers: {
    en: 'Printers | State, what they complain of, and all that they have printed in their life.',
    sw: 'Printa | Hali, lalamiko, na kurasa zote zilizochapishwa tangu mwanzo.',
  },
  toner: {
    en: 'Toner and ink | The emptiest first.',
    sw: 'Tona na wino | Unaokaribia kuisha kwanza.',
  },
  falling: {
    en: 'Toner in the course of time | Choose 30 days to see when it will be empty.',
    sw: 'Tona kadiri ya muda | Chagua siku 30 kuona itaisha lini.',
  },
  pages: {
    en: 'Pages printed | By printer and hour.',
    sw: 'Kurasa zilizochapishwa | Kwa printa na saa.',
  },
  upses: {
    en: 'UPSes | Charge, time and the age of the battery; more on the dashboard Power.',
    sw: 'UPS | Chaji, muda na umri wa betri; zaidi kwenye dashibodi ya Umeme.',
  },
  switches: {
    en: 'Switches, routers, access points | Ports, work, power over the ports; more on Network and WAN.',
    sw: 'Swichi, ruta na vituo vya Wi-Fi | Milango, kazi, umeme wa milango; zaidi kwenye Mtandao na WAN.',
  },
  portsUp: {
    en: 'Ports that are up | Of each device.',
    sw: 'Milango iliyounganishwa | Ya kila kifaa.',
  },
  clients: {
    en: 'Wireless clients | Of each access point.',
    sw: 'Vifaa vya Wi-Fi | Vya kila kituo cha Wi-Fi.',
  },
  sensors: {
    en: 'Sensors | Temperature, fans, power supplies.',
    sw: 'Vihisi | Joto, feni na vifaa vya umeme.',
  },
  heat: { en: 'Temperature | By sensor.', sw: 'Joto | Kwa kila kihisi.' },
  models: {
    en: 'What they are | As the devices say themselves, for the register of assets.',
    sw: 'Utambulisho wa vifaa | Kama vinavyosema vyenyewe, kwa rejesta ya mali.',
  },
} as const satisfies SpokenTable
