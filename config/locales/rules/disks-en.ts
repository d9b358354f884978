import type { AlertTexts } from '../alert-texts.ts'

const saveFirst =
  'Copy the files of this disk to another place today, the most important first; do not wait for it to fail.'

export const disksTextsEn: AlertTexts['rules'] = {
  'disk-failing': {
    title: 'disk {device} is failing',
    fact: 'Disk {model} ({device}, serial number {serial_no}) announces its end. Signs: {reasons}. Power-on hours: {power_on_hours}.',
    meaning:
      'The disk, or Windows, says itself that it will not last. It may stop at any moment, with everything on it.',
    steps: [
      saveFirst,
      'Check that the newest backup of this computer can be opened.',
      'Order a new disk of at least the same size; the serial number above is needed for the guarantee.',
      'If the only sign is "temperature", cool the computer first and look again in an hour.',
    ],
    cleared: 'Disk {model} no longer shows signs of failing.',
  },
  'disk-worn': {
    title: 'disk {device} is worn',
    fact: 'Disk {model} ({device}) has used {wear_percent:percent} of what its maker expects it to endure.',
    meaning: 'It still works. Solid-state disks wear by being written to, and end without a sound.',
    steps: [
      'Plan a new disk for this computer in the next order.',
      'Until then make sure that its files are copied somewhere else regularly.',
    ],
    cleared: 'The disk in its place has used {now_wear_percent:percent} of its life.',
  },
  'disk-errors-grow': {
    title: 'disk {device} counts errors',
    fact: 'Disk {model} ({device}, serial number {serial_no}) counts {total} errors; {rise} of them are new since the last accepted count.',
    meaning:
      'Old errors that stay the same are scars and mean little. Errors that increase mean that the disk is dying.',
    steps: [
      saveFirst,
      'Look here again in a week: if the number rises once more, replace the disk.',
      'If these are old errors that are known and stay the same, accept them as the baseline.',
    ],
    cleared: 'The errors of disk {model} are accepted, or no longer increase.',
  },
  'disk-errors-surge': {
    title: 'many new errors on disk {device}',
    fact: 'Disk {model} ({device}, serial number {serial_no}) counts {rise} new errors within two days; {total} in all.',
    meaning: 'A disk that gets worse so fast mostly has days left, sometimes hours.',
    steps: [
      'Copy the files of this disk to another place now; leave out what can be fetched again.',
      'Take the computer out of use when the copy is done.',
      'Replace the disk; do not try to repair it.',
    ],
    cleared: 'The errors of disk {model} are accepted, or no longer increase.',
  },
  'disk-cable': {
    title: 'damaged data on the cable of disk {device}',
    fact: '{rise} blocks of data were damaged on the way to disk {model} ({device}) within a week.',
    meaning: 'The disk itself is probably fine: its cable or plug is loose, old or bent.',
    steps: [
      'Switch the computer off and press the plugs of the disk in at both ends.',
      'If the number goes on rising, replace the data cable.',
    ],
    cleared: 'No more data is damaged on the way to disk {model}.',
  },
  'disk-temperature': {
    title: 'disk {device} is too hot',
    fact: 'Disk {model} ({device}) is at {temp_c:celsius}.',
    meaning: 'Heat makes disks die early.',
    steps: [
      'Clean the air openings, check the fans and whether the computer stands free.',
      'Check the cooling of the room.',
    ],
    cleared: 'Disk {model} has cooled down to {now_temp_c:celsius}.',
  },
  'disk-unreadable': {
    title: 'health of disk {device} is unknown',
    fact: 'Nothing can be learnt about the health of disk {model} ({device}): {reason}.',
    meaning: 'Whether it is well or dying is not known. Do not take it for healthy.',
    steps: [
      'On that computer run: mlinzi agent doctor',
      'Behind a RAID controller install the maker’s program (storcli, perccli, ssacli), or smartmontools.',
    ],
    cleared: 'The health of disk {model} can be read.',
  },
  'raid-failed': {
    title: 'disk array {array} has failed',
    fact: 'Array {array} ({kind}) is {state}: members missing or broken {disks_failed}, of {disks}.',
    meaning: 'More disks are lost than it can bear. Its data cannot be reached just now.',
    steps: [
      'Do not take out, swap or format anything: mistakes now destroy what could still be saved.',
      'Check cables and power of all disks, then restart once.',
      'If it does not come back, restore from the newest backup, or ask a specialist.',
    ],
    cleared: 'Array {array} can be reached again.',
  },
  'raid-degraded': {
    title: 'disk array {array} has lost its protection',
    fact: 'Array {array} ({kind}) is {state}: members missing or broken {disks_failed}, of {disks}.',
    meaning: 'It still works, but one more broken disk may take all data with it.',
    steps: [
      'Check that the newest backup of this computer is complete, and make one if not.',
      'Find the broken disk by its serial number and replace it; take out no other.',
      'While it is being filled the computer is slow: do not switch it off.',
    ],
    cleared: 'Array {array} is whole and protected again.',
  },
  'raid-member-failed': {
    title: 'a broken disk hangs in array {array}',
    fact: 'Array {array} ({kind}) is whole, but {disks_failed} of its disks is marked as broken.',
    meaning: 'A spare has taken its place. There may be no further spare for the next failure.',
    steps: ['Replace the broken disk, so that the array has a spare again.'],
    cleared: 'No broken disk hangs in array {array} any more.',
  },
  'raid-errors': {
    title: 'new errors in disk array {array}',
    fact: 'The disks of {array} ({kind}) count {total} errors; {rise} of them are new since the last accepted count.',
    meaning:
      'The array repairs single errors from its other disks. Their increase shows a dying disk or a bad cable.',
    steps: [
      'Look on that computer which disk it is (zpool status, btrfs device stats).',
      'Check its cable; if the number goes on rising, replace the disk.',
      'If data is named as damaged for good, restore those files from the backup.',
    ],
    cleared: 'The errors of {array} are accepted, or no longer increase.',
  },
  'pool-full': {
    title: 'disk pool {array} is almost full',
    fact: 'Pool {array} ({kind}) is used to {capacity_percent:percent}.',
    meaning: 'When it is full all its volumes stop at once, and some do not come back by themselves.',
    steps: [
      'Delete what is no longer needed, old snapshots first.',
      'Add disks to the pool before it reaches 95%.',
    ],
    cleared: 'Pool {array} is used to {now_capacity_percent:percent}.',
  },
  'pool-metadata-full': {
    title: 'the metadata of pool {array} is almost full',
    fact: 'The metadata of pool {array} ({kind}) is used to {metadata_percent:percent}.',
    meaning: 'When it is full the pool can no longer be written to, even if there is space.',
    steps: [
      'Make a backup first.',
      'Extend it on that computer with lvextend --poolmetadatasize.',
      'Delete old snapshots.',
    ],
    cleared: 'The metadata of pool {array} is used to {now_metadata_percent:percent}.',
  },
  'raid-controller': {
    title: 'RAID controller {controller} needs attention',
    fact: 'RAID controller {model} ({controller}) is {state}.',
    meaning: 'All disks behind it depend on it. The cause stands in its own program.',
    steps: [
      'Check that the newest backup of this computer is complete.',
      'Open the maker’s program (storcli, perccli, ssacli) and read its messages.',
    ],
    cleared: 'RAID controller {controller} is well again.',
  },
  'raid-battery': {
    title: 'battery of RAID controller {controller} is dead',
    fact: 'The battery or capacitor of RAID controller {model} ({controller}) has failed.',
    meaning:
      'At a power cut, what was not written yet is lost; many controllers also become very slow without it.',
    steps: [
      'Order a new battery for exactly this controller.',
      'Until then make sure that the computer’s UPS works.',
    ],
    cleared: 'The battery of RAID controller {controller} is well again.',
  },
  'raid-drive': {
    title: 'disk {drive} behind the controller is failing',
    fact: 'The controller reports disk {model} (place {drive}, serial number {serial_no}): {state}.',
    meaning: 'The array may have lost its protection, or is about to lose it.',
    steps: [
      'Check that the newest backup of this computer is complete.',
      'Replace exactly the disk in this place; compare the serial number before taking it out.',
    ],
    cleared: 'The disk in place {drive} is well.',
  },
}
