import type { AlertTexts } from '../alert-texts.ts'

export const networkDevicesTextsEn: AlertTexts['rules'] = {
  'ups-on-battery': {
    title: 'the UPS{ups_name:aside} runs on battery',
    fact: 'The mains are gone; the UPS feeds its load from the battery. Charge {battery_charge_percent:number} %.',
    meaning: 'Servers and switches behind it go on until the battery is empty, then stop suddenly.',
    steps: [
      'Ask whether the electricity is off in the whole building; start the generator if there is one.',
      'If it does not come back within minutes, save the work and shut the servers down in order.',
    ],
    cleared: 'The UPS is on mains again.',
  },
  'ups-battery-low': {
    title: 'the battery of the UPS{ups_name:aside} is nearly empty or bad',
    fact: 'The UPS reports its battery as {battery}; charge {battery_charge_percent:number} %.',
    meaning: 'It can switch off at any moment, and everything behind it stops suddenly.',
    steps: [
      'If the mains are off: shut the servers down now.',
      'If the mains are on: let it charge for some hours; if this stays, replace the battery.',
    ],
    cleared: 'The UPS reports its battery as good again.',
  },
  'ups-time-short': {
    title: 'the UPS{ups_name:aside} lasts less than 10 minutes',
    fact: 'On battery, {time_left:duration} are left at the present load.',
    meaning: 'After that, servers and switches behind it stop suddenly and may lose data.',
    steps: [
      'Shut the servers down in order now.',
      'Switch off what is not needed behind the UPS.',
    ],
    cleared: 'The UPS is no longer on battery.',
  },
  'ups-replace-battery': {
    title: 'the UPS{ups_name:aside} asks for a new battery',
    fact: 'The UPS has found its battery worn out in its own test.',
    meaning: 'At the next power cut it will hardly last, or not at all.',
    steps: [
      'Order a battery of the same type (it stands on the device or in its manual).',
      'After replacing it, run the self-test of the UPS.',
    ],
    cleared: 'The UPS no longer asks for a new battery.',
  },
  'ups-overloaded': {
    title: 'the UPS{ups_name:aside} carries too much',
    fact: 'Load {load_percent:number} %.',
    meaning: 'Near its limit it lasts only short on battery, and above it, it switches off.',
    steps: [
      'Move what need not be protected (printers, kettles, screens) to a plain socket.',
      'If the load is needed, plan a larger UPS.',
    ],
    cleared: 'The load of the UPS has fallen.',
  },
  'mains-voltage-low': {
    title: 'the mains voltage is too low',
    fact: 'The UPS measures {input_voltage:number} V at its input.',
    meaning: 'Low voltage ages power supplies and batteries; devices without a UPS may restart.',
    steps: [
      'Measure at another socket: if it is low there too, tell the electrician or TANESCO.',
      'Switch heavy consumers (air conditioners, kettles) off meanwhile.',
    ],
    cleared: 'The mains voltage is in order again.',
  },
  'mains-voltage-high': {
    title: 'the mains voltage is too high',
    fact: 'The UPS measures {input_voltage:number} V at its input.',
    meaning: 'High voltage destroys power supplies; devices without protection are in danger.',
    steps: [
      'Unplug devices that have no UPS or regulator.',
      'Tell the electrician or TANESCO at once.',
    ],
    cleared: 'The mains voltage is in order again.',
  },
  'ups-hot': {
    title: 'the battery of the UPS{ups_name:aside} is hot',
    fact: 'The battery has {battery_temp:number} °C.',
    meaning: 'Every 10 degrees above 25 halve the life of a battery; a very hot one is dangerous.',
    steps: [
      'See that air can pass and that the room is cooled.',
      'If the case is swollen or smells, switch the UPS off and have it looked at.',
    ],
    cleared: 'The battery of the UPS has cooled down.',
  },
  'toner-low': {
    title: '{supply}: nearly used up',
    fact: '{supply}: {left_percent:number} % left.',
    meaning: 'The printer will soon print palely or stop. For a waste box it is the room that is left.',
    steps: ['Have the right cartridge ready, or order it now.', 'Replace it when the print gets pale.'],
    cleared: '{supply} has been replaced: {now_left_percent:number} %.',
  },
  'printer-stopped': {
    title: 'the printer does not print',
    fact: 'The printer reports: {problem}. {alert}',
    meaning: 'Work that was sent to it waits until somebody has gone there.',
    steps: ['Go to the printer and do what its display says: paper, cover, jam, toner.'],
    cleared: 'The printer is ready again.',
  },
  'uplink-down': {
    title: 'port {ifName} is down',
    fact: 'Port {ifName} {ifDescr} has lost its link. {ifAlias}',
    meaning: 'Others depend on this port: what lies behind it may be without network.',
    steps: [
      'See whether the device at the other end is switched on.',
      'Check the cable and its plugs; try another cable, then another port.',
    ],
    cleared: 'Port {ifName} is up again.',
  },
  'port-errors': {
    title: 'damaged packets on port {ifName}',
    fact: '{error_percent:number} % of the packets on port {ifName} are damaged.',
    meaning: 'A bad cable, plug or port, or two ends that disagree: the network is slow and breaks off.',
    steps: [
      'Change the cable, then the port.',
      'See that both ends negotiate speed and duplex by themselves.',
    ],
    cleared: 'The packets on port {ifName} are whole again.',
  },
  'port-half-duplex': {
    title: 'port {ifName} works at half duplex',
    fact: 'Port {ifName} sends and receives only in turns (half duplex).',
    meaning: 'Mostly one end was set by hand and the other negotiates: packets collide, the line is slow.',
    steps: [
      'Set both ends to negotiate speed and duplex by themselves.',
      'If it stays, change the cable; a device older than 2005 may know nothing else.',
    ],
    cleared: 'Port {ifName} works at full duplex.',
  },
  'uplink-slower': {
    title: 'port {ifName} became slower',
    fact: 'Port {ifName} works with less than the speed it had within the last 7 days.',
    meaning: 'Mostly a damaged wire or plug: everything behind this port is slower.',
    steps: ['Change the cable.', 'If it stays, try another port of the switch.'],
    cleared: 'Port {ifName} has its full speed again.',
  },
  'uplink-full': {
    title: 'port {ifName} is full',
    fact: 'Port {ifName} has been used at {used_percent:number} % for half an hour.',
    meaning: 'What lies behind it waits: pages and copies are slow for everyone there.',
    steps: [
      'See on the page of the device in which direction, and since when.',
      'Look for the computer that copies or downloads so much.',
    ],
    cleared: 'Port {ifName} has room again.',
  },
  'device-part-failing': {
    title: '{sensor}: the device reports a fault',
    fact: 'The device reports {sensor} as {state}.',
    meaning: 'A fan, a power supply or a temperature is not as it should be; the device may stop.',
    steps: [
      'Go to the device: listen to the fans, look at its lamps, feel whether it is hot.',
      'Clean it of dust; replace the part, or the device, when this stays.',
    ],
    cleared: '{sensor} is reported as good again.',
  },
  'device-hot': {
    title: '{sensor}: too hot',
    fact: '{sensor} has {temp:number} °C.',
    meaning: 'Heat makes network devices restart and shortens their life.',
    steps: ['See that the room is cooled and that nothing covers the device.', 'Clean it of dust.'],
    cleared: '{sensor} has cooled down to {now_temp:number} °C.',
  },
  'device-restarted': {
    title: 'the device has restarted',
    fact: 'The device has restarted {rise:number} times more than before.',
    meaning: 'After a power cut this is normal. By itself, it points to a power supply, heat or firmware.',
    steps: ['If there was no power cut: check its power supply and its temperature.'],
    cleared: 'It has not restarted again.',
  },
  'device-refuses': {
    title: 'the device does not let us read it',
    fact: 'The device answers, but refuses: {reason}.',
    meaning: 'Its ports, toner or battery are not watched until this is mended.',
    steps: [
      'Compare community or user and passwords with those in the device.',
      'See that the device allows the address of the poller.',
    ],
    cleared: 'The device can be read again.',
  },
  'device-login-attempts': {
    title: 'the device is asked with wrong passwords',
    fact: 'The device reports {rise:number} failed attempts to read or enter it within an hour.',
    meaning:
      'Mostly a program with an old password; it may also be somebody who tries passwords on the network.',
    steps: [
      'Compare the community or user of this device in Mlinzi with those set in the device.',
      'Look in the log of the device which address asks, and go to that computer.',
      'Change “public” and other well-known communities; allow only the poller’s address.',
    ],
    cleared: 'No more failed attempts have been reported.',
  },
  'ups-alarm': {
    title: 'the UPS reports a fault',
    fact: 'The UPS has sent an alarm by itself: {event}.',
    meaning: 'A part of it (charger, fan, fuse, output …) does not work as it should.',
    steps: [
      'Go to the UPS and read its display or lamps.',
      'If it is hot, smells or its output is off: save the work, move the load, and call the supplier.',
    ],
    cleared: 'The alarm was a day ago; look whether the UPS still shows it.',
  },
  'nas-disk-failing': {
    title: '{disk} of the storage is failing',
    fact: 'The storage reports {disk} ({model}) as {state}.',
    meaning: 'One more failing disk may cost all data of the volume.',
    steps: [
      'See that the last backup of this storage is good.',
      'Order a disk of the same size or larger, and replace {disk}.',
    ],
    cleared: '{disk} is reported as good again.',
  },
  'nas-volume-degraded': {
    title: '{volume} has lost its safety',
    fact: 'The storage reports {volume} as {state}.',
    meaning: 'A disk is missing or has failed: one more loss may destroy the data.',
    steps: [
      'Make a backup of what matters most now.',
      'Find the failed disk on the pages of the storage and replace it.',
    ],
    cleared: '{volume} is whole again.',
  },
  'device-disk-full': {
    title: '{storage} is nearly full',
    fact: '{storage}: {used_percent:number} % used.',
    meaning: 'When it is full, nothing more can be stored there; programs may stop.',
    steps: ['Delete or move what is not needed.', 'If it grows all the time, plan more space.'],
    cleared: '{storage} has room again: {now_used_percent:number} % used.',
  },
}
