import type { SpokenTable } from '../theme.ts'

export const beyondTexts = {
  incidents: {
    en: 'Open incidents | Sites, lines, devices and power that took computers away. A click opens them.',
    sw: 'Matukio yaliyo wazi | Vituo, njia, vifaa na umeme vilivyoondoa kompyuta. Bofya kuyaona.',
  },
  lost: {
    en: 'Devices lost | Switches, routers, access points, printers and UPSes that do not answer. A click opens the network.',
    sw: 'Vifaa vilivyopotea | Swichi, ruta, vituo vya Wi-Fi, printa na UPS visivyojibu. Bofya kuona mtandao.',
  },
  ports: {
    en: 'Server ports that fail | TCP ports that did not answer as they should at the newest look. A click opens the services.',
    sw: 'Milango inayoshindwa | Milango ya TCP ambayo haikujibu ipasavyo katika ukaguzi wa mwisho. Bofya kuona huduma.',
  },
  battery: {
    en: 'UPSes on battery | Their output comes from the battery now. A click opens power and the register of cuts.',
    sw: 'UPS kwenye betri | Umeme wake unatoka kwenye betri sasa. Bofya kuona umeme na rejesta ya kukatika.',
  },
  power: {
    en: 'Without power | Computers that lost power and are not back. A click opens power and the register of cuts.',
    sw: 'Zisizo na umeme | Kompyuta zilizokatikiwa umeme na bado hazijarudi. Bofya kuona umeme na rejesta ya kukatika.',
  },
  printers: {
    en: 'Printers that stand | Printers with an error that stops them. A click opens printers, UPSes and switches.',
    sw: 'Printa zilizosimama | Printa zenye hitilafu inayozizuia kuchapa. Bofya kuona printa, UPS na swichi.',
  },
} as const satisfies SpokenTable
