import type { Program } from './program.ts'

export const firewallPrograms = [
  {
    path: '/usr/bin/systemctl',
    gives: 'whether firewalld runs',
    arguments: [['--no-pager', 'status', 'firewalld.service']],
  },
  {
    path: '/usr/bin/firewall-cmd',
    gives: 'whether firewalld runs, and its default zone',
    arguments: [['--state'], ['--get-default-zone']],
  },
  {
    path: '/usr/sbin/ufw',
    gives: 'whether ufw is on',
    arguments: [['status', 'verbose']],
  },
  {
    path: '/usr/sbin/nft',
    gives: 'the kernel’s firewall rules, to see whether the rest is refused',
    arguments: [['-j', 'list', 'ruleset']],
  },
  {
    path: '/usr/sbin/iptables-save',
    gives: 'the same where nft is not installed',
    arguments: [[]],
  },
  {
    path: '/usr/sbin/ip6tables-save',
    gives: 'the same for IPv6',
    arguments: [[]],
  },
  {
    path: '/usr/libexec/ApplicationFirewall/socketfilterfw',
    gives: 'state of macOS’s application firewall',
    arguments: [['--getglobalstate']],
  },
  {
    path: '/usr/bin/defaults',
    gives: 'the same before macOS 15',
    arguments: [['read', '/Library/Preferences/com.apple.alf', 'globalstate']],
  },
] as const satisfies readonly Program[]
