import type { SpokenTable } from '../theme.ts'

export const protectionTexts = {
  protection: {
    en: 'Protection | Antivirus, firewall, encryption, updates and access.',
    sw: 'Ulinzi | Kingavirusi, firewall, usimbaji, masasisho na ufikiaji.',
  },
  unprotected: {
    en: 'No working antivirus | Missing, off or expired.',
    sw: 'Hazina kingavirusi | Hakipo, kimezimwa au leseni imekwisha.',
  },
  old: {
    en: 'Old definitions | The antivirus works with old definitions.',
    sw: 'Orodha za zamani | Kingavirusi kinatumia orodha ya zamani ya virusi.',
  },
  threats: {
    en: 'With threats | Computers with threats found in the last 7 days.',
    sw: 'Zenye virusi | Kompyuta zilizogunduliwa virusi katika siku 7 zilizopita.',
  },
  open: {
    en: 'Firewall off | Off, or open for one kind of network.',
    sw: 'Firewall imezimwa | Imezimwa, au iko wazi kwa aina moja ya mtandao.',
  },
  clear: {
    en: 'Laptops not encrypted | A stolen laptop gives its data away.',
    sw: 'Laptop zisizosimbwa | Laptop ikiibwa, nyaraka zake zinasomeka.',
  },
  waiting: {
    en: 'Security updates wait | Updates that close holes are not installed.',
    sw: 'Masasisho ya usalama | Masasisho yanayoziba mianya hayajasakinishwa.',
  },
  restart: {
    en: 'Restart waits | Installed updates work only after a restart.',
    sw: 'Zinasubiri kuwashwa upya | Masasisho yaliyosakinishwa hufanya kazi baada ya kuwasha upya.',
  },
  ended: {
    en: 'Systems without support | No more security updates, or only for money.',
    sw: 'Mifumo isiyo na msaada | Haipati tena masasisho ya usalama, au kwa malipo tu.',
  },
  antivirus: {
    en: 'Antivirus of each computer | The verdict, the product and the age of its definitions.',
    sw: 'Kingavirusi cha kila kompyuta | Uamuzi, programu na umri wa orodha yake ya virusi.',
  },
  found: {
    en: 'Threats found | In the chosen time, the newest first.',
    sw: 'Virusi vilivyogunduliwa | Katika muda uliochaguliwa, vipya kwanza.',
  },
  firewall: {
    en: 'Firewall | One verdict for each computer.',
    sw: 'Firewall | Uamuzi mmoja kwa kila kompyuta.',
  },
  encryption: {
    en: 'Encryption | Of the disk with the system.',
    sw: 'Usimbaji | Wa diski yenye mfumo.',
  },
  updates: {
    en: 'Updates | What waits, since when, and when updates were last installed.',
    sw: 'Masasisho | Yanayosubiri, tangu lini, na lini mara ya mwisho yalisakinishwa.',
  },
  access: {
    en: 'Access | Administrators, accounts without a password, ways in from outside.',
    sw: 'Ufikiaji | Wasimamizi, akaunti zisizo na nywila, na njia za kuingia kutoka nje.',
  },
  remote: {
    en: 'Remote control programs | By which somebody outside can steer the computer.',
    sw: 'Programu za udhibiti wa mbali | Ambazo mtu aliye nje anaweza kuiendesha kompyuta.',
  },
  support: {
    en: 'Support of systems | How long each system still gets security updates.',
    sw: 'Msaada wa mifumo | Kila mfumo utapata masasisho ya usalama hadi lini.',
  },
  more: {
    en: 'Updates and systems | What waits and what ends.',
    sw: 'Masasisho na mifumo | Yanayosubiri na yanayoisha.',
  },
  ways: {
    en: 'Access | Who can get in, and how.',
    sw: 'Ufikiaji | Nani anaweza kuingia, na vipi.',
  },
} as const satisfies SpokenTable
