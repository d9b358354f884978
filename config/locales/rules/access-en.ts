import type { AlertTexts } from '../alert-texts.ts'

export const accessTextsEn: AlertTexts['rules'] = {
  'password-short': {
    title: 'passwords may be shorter than 8 characters',
    fact: 'This computer accepts passwords of {min_length} characters.',
    meaning: 'Short passwords are guessed in minutes; the policy of the office asks for at least 8.',
    steps: [
      'Windows: secpol.msc, Account Policies, Password Policy: minimum length 8 or more. In a domain: by group policy.',
      'Linux: install libpam-pwquality and set minlen = 8 in /etc/security/pwquality.conf.',
    ],
    cleared: 'Passwords must have {now_min_length} characters now.',
  },
  'password-no-lockout': {
    title: 'wrong passwords never lock an account',
    fact: 'Any number of wrong passwords may be tried on this computer.',
    meaning: 'A program can try passwords all night long.',
    steps: ['Windows: secpol.msc, Account Lockout Policy: 5 to 10 attempts, 15 minutes. Linux: pam_faillock.'],
    cleared: 'An account is locked after {now_lockout_threshold} wrong attempts now.',
  },
  'account-without-password': {
    title: 'an account needs no password',
    fact: '{no_password} account(s) of this computer can be used without a password.',
    meaning: 'Whoever sits down at it, or reaches it over the network, is in.',
    steps: [
      'See which account it is (Windows: Computer Management, Local Users; Linux: passwd -S -a).',
      'Give it a password or switch it off.',
    ],
    cleared: 'Every account has to give a password now.',
  },
  'administrators-changed': {
    title: 'the administrators of this computer have changed',
    fact: 'Administrators before: {from}. Now: {to}.',
    meaning: 'An administrator can switch off antivirus, read every file and make further accounts.',
    steps: [
      'If you made this change, acknowledge it.',
      'If not: remove the account from the administrators, ask whoever used the computer, and have it scanned.',
    ],
    cleared: 'The change of administrators has been put away.',
  },
  'guest-enabled': {
    title: 'the guest account is switched on',
    fact: 'The guest account of this computer can be used.',
    meaning: 'Anybody gets in without a name, and nobody can be asked about it afterwards.',
    steps: ['Switch it off: Windows: net user guest /active:no (the name may be translated).'],
    cleared: 'The guest account is off.',
  },
  'automatic-logon': {
    title: 'it logs somebody in without asking',
    fact: 'This computer opens a person’s desktop by itself after the start.',
    meaning: 'After a theft or at night everything of that person lies open.',
    steps: ['Windows: netplwiz, tick that users must enter a password. Linux: the login manager’s automatic login.'],
    cleared: 'It asks for a password again.',
  },
  'remote-desktop-opened': {
    title: 'Remote Desktop was switched on',
    fact: 'This computer now accepts Remote Desktop connections.',
    meaning: 'Ransomware often comes in through an open Remote Desktop with a weak password.',
    steps: [
      'If you switched it on, see that network-level authentication is demanded and that the router does not pass it on.',
      'If not, switch it off and ask who did it.',
    ],
    cleared: 'The note about Remote Desktop has been put away.',
  },
  'ssh-root-password': {
    title: 'root may log in over SSH with a password',
    fact: 'The SSH server of this computer accepts root by password.',
    meaning: 'Programs on the network try root’s password day and night.',
    steps: ['Set PermitRootLogin prohibit-password in /etc/ssh/sshd_config and reload ssh.'],
    cleared: 'Root can no longer log in by password.',
  },
  'share-open': {
    title: 'a shared folder is open to everybody',
    fact: '{open_shares} shared folder(s) can be written by everybody or read without a password.',
    meaning: 'Malware on one computer spreads and encrypts through such folders.',
    steps: ['Give rights to the department’s group instead of Everyone; allow writing only where it is needed.'],
    cleared: 'No folder is open to everybody any more.',
  },
}
