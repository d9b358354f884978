/**
 * A mail server of an office: Debian's Postfix (SMTP with STARTTLS and login) that delivers to
 * Debian's Dovecot (IMAP and POP3), both on loopback and in a folder of their own. Needs root.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { systemClock } from '../../lib/system-clock.ts'
import { officeAuthority } from './office-authority.ts'
import { listening } from './network-checks.ts'
import { freePort } from './program.ts'
import { missing } from './service.ts'

export const mailDomain = 'mlimani.go.tz'
export const mailUser = `jaribio@${mailDomain}`
export const mailPassword = 'Siri ya barua 7'

export interface MailServers {
  readonly smtp: number
  readonly imap: number
  readonly imaps: number
  readonly pop3: number
  readonly pop3s: number
  /** Certificate of the authority that issued theirs, for `barua.mlimani.go.tz`. */
  readonly authority: string
  /** Whole messages in the mailbox. */
  messages(): readonly string[]
  /** Puts a message of somebody into the mailbox: its headers. */
  deliver(headers: string): Promise<void>
  /** Stops and goes on with delivering; what is accepted meanwhile waits in the queue. */
  holdDelivery(hold: boolean): void
  close(): Promise<void>
}

/** Postfix has no --version; its daemons are started by root alone. */
export function noMailServers(): boolean {
  if (process.getuid?.() !== 0) return true
  return missing('dovecot', 'dovecot-imapd') || missing('postfix', 'postfix')
}

export async function startMailServers(): Promise<MailServers> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-mail-'))
  chmodSync(folder, 0o755)
  const [smtp, imap, imaps, pop3, pop3s, auth] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ]
  const authority = await officeAuthority()
  const day = 86_400_000
  const times = { fromMs: Date.now() - 300 * day, toMs: Date.now() + 40 * day + 3_600_000 }
  const { certificate, key } = await authority.server([`barua.${mailDomain}`], times)
  writeFileSync(path.join(folder, 'cert.pem'), certificate)
  writeFileSync(path.join(folder, 'key.pem'), key)
  const ports = { smtp, imap, imaps, pop3, pop3s, auth }
  const children = [startDovecot(folder, ports), startPostfix(folder, ports)]
  for (const port of [imap, pop3, smtp]) await listening(port)
  const postfix = (...words: string[]): void => {
    spawnSync('postfix', ['-c', path.join(folder, 'postfix'), ...words], { stdio: 'ignore' })
  }
  const maildir = path.join(folder, 'mail', mailDomain, 'jaribio')
  return {
    ...ports,
    authority: authority.certificate,
    messages: () => messagesIn(maildir),
    deliver: async (headers) => {
      const before = messagesIn(maildir).length
      const sent = spawnSync('sendmail', ['-C', path.join(folder, 'postfix'), mailUser], {
        input: `${headers}\n\nHabari\n`,
      })
      if (sent.status !== 0) throw new Error(`sendmail: ${String(sent.stderr)}`)
      for (let count = 0; messagesIn(maildir).length === before && count < 100; count++)
        await systemClock.sleep(50)
    },
    holdDelivery: (hold) => {
      const main = path.join(folder, 'postfix', 'main.cf')
      const text = readFileSync(main, 'utf8').replace(/\ndefer_transports = .*\n/, '\n')
      writeFileSync(main, `${text}${hold ? '\ndefer_transports = virtual\n' : ''}`)
      postfix('reload')
      if (!hold) postfix('flush')
    },
    close: async () => {
      postfix('stop')
      for (const child of children) await end(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Ports {
  readonly smtp: number
  readonly imap: number
  readonly imaps: number
  readonly pop3: number
  readonly pop3s: number
  readonly auth: number
}

function startDovecot(folder: string, ports: Ports): ChildProcess {
  writeFileSync(path.join(folder, 'users'), `${mailUser}:{PLAIN}${mailPassword}\n`)
  const file = path.join(folder, 'dovecot.conf')
  writeFileSync(
    file,
    `base_dir = ${folder}/run
state_dir = ${folder}/run
protocols = imap pop3
listen = 127.0.0.1
log_path = ${folder}/dovecot.log
ssl = yes
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
disable_plaintext_auth = yes
auth_mechanisms = plain login
mail_location = maildir:${folder}/mail/%d/%n
mailbox_list_index = no
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${folder}/users
}
userdb {
  driver = static
  args = uid=dovecot gid=dovecot home=${folder}/mail/%d/%n
}
first_valid_uid = 1
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap { 
    port = ${ports.imap}
  }
  inet_listener imaps { 
    port = ${ports.imaps}
  }
}
service pop3-login {
  chroot =
  inet_listener pop3 { 
    port = ${ports.pop3}
  }
  inet_listener pop3s { 
    port = ${ports.pop3s}
  }
}
service auth {
  inet_listener {
    port = ${ports.auth}
  }
}
service stats {
  chroot =
}
`,
  )
  return spawn('dovecot', ['-F', '-c', file], { stdio: ['ignore', 'ignore', 'inherit'] })
}

function startPostfix(folder: string, ports: Ports): ChildProcess {
  const [uid, gid] = ['-u', '-g'].map((word) => spawnSync('id', [word, 'dovecot']).stdout)
  const config = path.join(folder, 'postfix')
  for (const name of ['postfix', 'queue', 'data', 'mail'])
    mkdirSync(path.join(folder, name), { recursive: true, mode: 0o755 })
  spawnSync('chown', ['postfix', path.join(folder, 'data')])
  spawnSync('chown', ['dovecot:dovecot', path.join(folder, 'mail')])
  writeFileSync(
    path.join(config, 'main.cf'),
    `compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file_prefixes = ${folder}
maillog_file = ${folder}/postfix.log
myhostname = barua.${mailDomain}
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks =
alias_maps =
virtual_mailbox_domains = ${mailDomain}
virtual_mailbox_base = ${folder}/mail
virtual_mailbox_maps = inline:{ {${mailUser}=${mailDomain}/jaribio/} }
virtual_uid_maps = static:${String(uid).trim()}
virtual_gid_maps = static:${String(gid).trim()}
virtual_minimum_uid = 1
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_tls_cert_file = ${folder}/cert.pem
smtpd_tls_key_file = ${folder}/key.pem
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:${ports.auth}
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
minimal_backoff_time = 1s
queue_run_delay = 1s
`,
  )
  writeFileSync(
    path.join(config, 'master.cf'),
    `127.0.0.1:${ports.smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
virtual unix - n n - - virtual
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`,
  )
  return spawn('postfix', ['-c', config, 'start-fg'], { stdio: ['ignore', 'ignore', 'ignore'] })
}

function messagesIn(maildir: string): readonly string[] {
  return ['new', 'cur'].flatMap((name) => {
    const folder = path.join(maildir, name)
    if (!existsSync(folder)) return []
    return readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'))
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}
