import type { About } from '../source.ts'

/** How it is read on each system, for docs/FACTS.md. */
export const usageAbout: readonly About[] = [
  {
    platform: 'linux',
    read: 'only after the staff notice: /run/systemd/sessions (else /run/utmp), /var/log/wtmp, /var/log/btmp',
    privilege: 'administrator',
    cost: 'a few small files every 5 min (expected)',
    tried: 'written records and sessions',
  },
  {
    platform: 'win32',
    read: 'only after the staff notice: explorer.exe and LogonUI.exe by session, Winlogon 7001, Security 4625, the user at the screen',
    privilege: 'administrator',
    cost: 'a part of the query every 15 min',
    tried: 'written answers; no real Windows',
  },
]
