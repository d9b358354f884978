import type { AlertTexts } from '../alert-texts.ts'

export const firewallTextsEn: AlertTexts['rules'] = {
  'firewall-off': {
    title: 'firewall is off',
    fact: 'The firewall of this computer is off.',
    meaning:
      'Every computer on the same network can reach its shares and services; a worm needs no more.',
    steps: [
      'Switch the firewall on for all kinds of network.',
      'If it was off so that some program works, allow that one program instead.',
      'If it cannot be switched on, check the service "Windows Defender Firewall" and scan for malware.',
    ],
    cleared: 'The firewall is on again.',
  },
  'firewall-off-linux': {
    title: 'no firewall at work',
    fact: 'No rule on this computer refuses what nobody allowed to come in.',
    meaning: 'Every service that it runs can be reached from the whole network.',
    steps: [
      'On Debian and Ubuntu: allow what is needed (ufw allow ssh), then ufw enable.',
      'On Fedora and its like: start firewalld.',
    ],
    cleared: 'A firewall is at work: {now_product}.',
  },
  'firewall-partly': {
    title: 'firewall partly off',
    fact: 'At least one profile of the firewall is off. Network in use: {network}.',
    meaning: 'On networks of that kind the computer stands open.',
    steps: [
      'Switch the firewall on for domain, private and public networks.',
      'See whether a group policy switches it off.',
    ],
    cleared: 'The firewall is on for all kinds of network.',
  },
  'firewall-partly-linux': {
    title: 'firewall guards only partly',
    fact: '{product} refuses unknown connections only in part: IPv6 is open, or its default is to allow.',
    meaning: 'The services of this computer can be reached on the way that is left open.',
    steps: [
      'With ufw: ufw default deny incoming, and IPV6=yes in its settings.',
      'With own rules: give IPv6 the same rules as IPv4.',
    ],
    cleared: 'The firewall guards fully: {now_product}.',
  },
  'firewall-inbound-open': {
    title: 'firewall lets everything in ({profile})',
    fact: 'The profile "{profile}" is on, but lets in what no rule names.',
    meaning: 'It looks switched on and guards nothing.',
    steps: ['Set incoming connections of this profile back to "block (default)".'],
    cleared: 'The profile "{profile}" refuses unknown connections again.',
  },
}
