import type { AlertTexts } from '../alert-texts.ts'

export const signalsTextsEn: AlertTexts['rules'] = {
  'disk-errors-in-log': {
    title: '{kind} in the system’s log',
    fact: '{count} entries in 24 hours, the last on {last:when} ({source}).',
    meaning: 'A disk or its file system loses data; it often dies within days.',
    steps: [
      'Copy the important files to another disk today.',
      'See the disk’s health on the host page; try another cable or port.',
      'Plan the replacement of the disk.',
    ],
    cleared: 'No such entry for 24 hours.',
  },
  'disk-slow-in-log': {
    title: 'a disk answers late again and again',
    fact: '{count} entries in 24 hours, the last on {last:when} ({source}).',
    meaning: 'The cable, the power supply or the disk itself is getting bad.',
    steps: ['Change the cable or port; see the disk’s health on the host page.'],
    cleared: 'The disk answers in time again.',
  },
  'hardware-errors-in-log': {
    title: '{kind} in the system’s log',
    fact: '{count} entries in 24 hours, the last on {last:when} ({source}).',
    meaning: 'Memory, processor, power supply or cooling is failing; files can be damaged without notice.',
    steps: [
      'Clean dust from fans and vents; see the temperatures on the host page.',
      'Test the memory over night (Windows Memory Diagnostic or memtest86+).',
      'See that backups of this computer are fresh.',
    ],
    cleared: 'No such entry for 24 hours.',
  },
  'memory-exhausted': {
    title: 'programs were ended because memory ran out',
    fact: '{count} times in 24 hours, the last on {last:when}.',
    meaning: 'Work was lost; it will happen again with the same programs.',
    steps: ['See which program uses most; close what is not needed, or plan more memory.'],
    cleared: 'It has not happened for 24 hours.',
  },
  'address-conflict': {
    title: 'another device uses its network address',
    fact: 'Windows noted it {count} times in 24 hours, last {last:when} ({source}).',
    meaning: 'Two machines with one IP address throw each other off the network; both work only now and then.',
    steps: [
      'On this computer set the address to be given by the router (DHCP), unless it must be fixed.',
      'Find the other one by its hardware address: the event in the Windows system log names it, the page of the switch its port.',
      'Addresses that are fixed by hand must lie outside the range that the router hands out; look also for a second router that hands out addresses.',
    ],
    cleared: 'No doubled address was noted for 24 hours.',
  },
  'unclean-stops': {
    title: 'it ended {unclean_week} times this week without being shut down',
    fact: 'The last time: {cause}. Started again on {started:when}.',
    meaning: 'Every such end can damage files and the disk.',
    steps: [
      'Lost power: does a working UPS stand before it? Test its battery.',
      'Crashes: update drivers, test the memory, see temperatures.',
      'Ask the users to shut down by the menu and not by the switch.',
    ],
    cleared: 'It has been shut down properly again.',
  },
  'service-stopped': {
    title: 'the service {name} does not run',
    fact: 'State of the service {name}: {state}.',
    meaning: 'What depends on it (printing, database, programs of the office) does not work.',
    steps: ['Start it (Windows: services.msc; Linux: systemctl start) and read why it stopped in the log.'],
    cleared: 'The service {name} runs again.',
  },
  'units-failed': {
    title: '{count} unit(s) of the system have failed',
    fact: 'Failed: {names}.',
    meaning: 'A part of this server did not start.',
    steps: ['systemctl status NAME and journalctl -u NAME tell why; then systemctl restart NAME.'],
    cleared: 'No unit is failed any more.',
  },
  'clock-not-set': {
    title: 'nothing sets the clock of this computer',
    fact: 'State: {state}.',
    meaning: 'Its clock will drift; logs, backups and certificates go wrong with it.',
    steps: ['Windows: Settings, Time, Set time automatically. Linux: install chrony or systemd-timesyncd.'],
    cleared: 'The clock is set by another one again.',
  },
  'shadow-copies-fail': {
    title: 'shadow copies fail',
    fact: '{count} entries in 24 hours, the last {last:when} ({source}).',
    meaning:
      'Most backup programs of Windows need shadow copies: open files are then missing from the backup.',
    steps: [
      'Restart the computer, then run: vssadmin list writers',
      'A writer that stays in a failed state names the service to restart.',
      'See that C: has some free gigabytes.',
    ],
    cleared: 'No such entry for 24 hours.',
  },
}
