/** What each shipped rule says (English). */
import type { AlertTexts } from './alert-texts.ts'

export const ruleTextsEn: AlertTexts['rules'] = {
    'cpu-busy': {
      title: 'processor busy for a long time',
      fact: 'The processor was {usage_active:percent} busy at the last reading.',
      meaning: 'Programs on this computer will be slow; one of them may be stuck.',
      steps: [
        'Look at the list of programs and find the one that uses the processor most.',
        'Close or restart it; if it comes back, check the computer for malware.',
      ],
      cleared: 'The processor is at {now_usage_active:percent} again.',
    },
    'memory-full': {
      title: 'memory (RAM) almost full',
      fact: '{used_percent:percent} of the memory is in use: {used:bytes} of {total:bytes}.',
      meaning: 'The computer becomes slow and programs may close by themselves.',
      steps: [
        'Close programs and browser tabs that are not needed.',
        'If it happens every day, note the program that uses most, or plan more memory.',
      ],
      cleared: 'Memory in use is back at {now_used_percent:percent}.',
    },
    'swap-full': {
      title: 'swap space almost full',
      fact: '{used_percent:percent} of the swap space is in use: {used:bytes} of {total:bytes}.',
      meaning: 'The memory is too small for what runs; the computer may stop answering.',
      steps: ['Close programs that are not needed.', 'Restart the computer at the next free time.'],
      cleared: 'Swap space in use is back at {now_used_percent:percent}.',
    },
    'disk-full': {
      title: 'disk {path} almost full',
      fact: 'Disk {path} is {used_percent:percent} full: {free:bytes} free of {total:bytes}.',
      meaning:
        'When it is full, documents cannot be saved, updates and backups fail, and a database on it stops.',
      steps: [
        'Empty the recycle bin and delete temporary files.',
        'Move large files that are not in use to the file server or an external disk.',
        'If the disk stays full, plan a larger one.',
      ],
      cleared: 'Disk {path} has {now_free:bytes} free again ({now_used_percent:percent} used).',
    },
    'disk-inodes': {
      title: 'disk {path}: too many files',
      fact: 'Disk {path} has used {inodes_used_percent:percent} of the files that it can hold.',
      meaning: 'Although space is left, no new file can be made when this reaches 100%.',
      steps: [
        'Look for a folder with very many small files (mail queue, sessions, temporary files).',
        'Delete those that are old.',
      ],
      cleared: 'Disk {path} is at {now_inodes_used_percent:percent} of its files again.',
    },
    'disk-slow': {
      title: 'disk {name} is very slow',
      fact: 'A request to the disk {name} takes {io_await:number} ms, and it is busy {io_util:percent} of the time.',
      meaning: 'The computer waits for its disk. The disk may be failing, or a program may be overloading it.',
      steps: [
        'Make sure that the backup of this computer is fresh.',
        'See which program reads and writes so much; stop it if it should not.',
        'If nothing explains it, test the disk and plan to replace it.',
      ],
      cleared: 'The disk {name} answers quickly again.',
    },
    'disk-not-answering': {
      title: 'disk {path} gives no answer',
      fact: 'The file system {path} ({device}) has not answered in time.',
      meaning: 'Programs that open files there hang. Mostly the file server or the network is at fault.',
      steps: [
        'Check that the server that shares this folder is on and reachable.',
        'If it is a disk of the computer itself, save documents and check the disk.',
      ],
      cleared: 'The file system {path} answers again.',
    },
    'processor-hot': {
      title: 'processor too hot',
      fact: 'Sensor {sensor} shows {temp:celsius}.',
      meaning: 'The computer slows itself down and may switch off; heat shortens its life.',
      steps: [
        'Check that the fan turns and that the openings are free of dust.',
        'Check the cooling of the room.',
      ],
      cleared: 'Sensor {sensor} is down to {now_temp:celsius}.',
    },
    'disk-hot': {
      title: 'disk too hot',
      fact: 'Sensor {sensor} shows {temp:celsius}.',
      meaning: 'Heat makes disks fail early.',
      steps: ['Back up what is on this disk.', 'Clean the openings and check the fans and the room.'],
      cleared: 'Sensor {sensor} is down to {now_temp:celsius}.',
    },
    'battery-worn': {
      title: 'battery {name} worn out',
      fact: 'Battery {name} holds {health_percent:percent} of what it held when new.',
      meaning: 'The laptop switches off soon after the mains power fails.',
      steps: ['Plan a new battery.', 'Until then save often and keep the charger connected.'],
      cleared: 'Battery {name} is at {now_health_percent:percent} again.',
    },
    'server-restarted': {
      title: 'server has restarted',
      fact: 'The server started again on {to:when}.',
      meaning: 'If nobody restarted it, power, overheating or a fault did; services may not be up.',
      steps: [
        'If it was not planned, read the system log before the time of the restart.',
        'Check that the services that people use are running.',
      ],
      cleared: 'Nothing further was seen since.',
    },
    'server-link-down': {
      title: 'network cable of {interface} down',
      fact: 'Network connection {interface} was up and is down.',
      meaning: 'The server has lost a way into the network.',
      steps: ['Check the cable and its lights at the server and at the switch.'],
      cleared: 'Nothing further was seen since.',
    },
    'source-failed': {
      title: 'reading "{source}" fails',
      fact: 'The agent has not been able to read "{source}": {state}.',
      meaning: 'What it would show is unknown, neither fine nor failed.',
      steps: [
        'On that computer run: mlinzi agent doctor',
        'Do what it says; if it does not help, report it with its output.',
      ],
      cleared: 'The agent can read "{source}" again.',
    },
    'agent-backlog': {
      title: 'readings wait for the collector',
      fact: 'The oldest reading that waits on this computer is {spool_oldest:duration} old.',
      meaning: 'The line is too slow or broken at times; nothing is lost, but what you see is old.',
      steps: ['Check the network line of this computer and its site.'],
      cleared: 'The waiting readings have arrived.',
    },
    'agent-dropped': {
      title: 'readings were lost',
      fact: 'The agent had to delete readings unsent; since it started: {to:number}.',
      meaning: 'Its store was full because the collector could not be reached for too long.',
      steps: [
        'Check the free disk space of this computer.',
        'Check the line to the collector.',
      ],
      cleared: 'Nothing further was lost since.',
    },
    'clock-wrong': {
      title: 'clock is wrong',
      fact: 'The clock of this computer is wrong by {offset_s:duration}.',
      meaning: 'Dates of documents and logs are wrong, and secure pages may refuse to open.',
      steps: [
        'Set date, time and time zone, and switch on automatic time.',
        'If it is wrong again after a power cut, replace the CMOS battery.',
      ],
      cleared: 'The clock is right again.',
    },
    'server-silent': {
      title: 'server cannot be reached',
      fact: 'The server has sent nothing since {since:when}.',
      meaning: 'The services on it cannot be used, unless only its network is broken.',
      steps: [
        'Check that the server is on and that its network lights are lit.',
        'Check the UPS and the power lead.',
        'If it is off, switch it on and read any error message before going on.',
      ],
      cleared: 'The server reports again.',
    },
    'network-silent': {
      title: 'network device cannot be reached',
      fact: 'The device has not answered since {since:when}.',
      meaning: 'What is connected behind it may have lost the network.',
      steps: ['Check its power and its lights.', 'Check the cables that lead to it.'],
      cleared: 'The device answers again.',
    },
    'critical-computer-silent': {
      title: 'important device not seen',
      fact: 'This device, marked as important, has not been seen since {since:when}.',
      meaning: 'The work that depends on it may be standing still.',
      steps: ['Ask its user whether it is in use.', 'Check its power and its network.'],
      cleared: 'The device is seen again.',
    },
    'computer-absent': {
      title: 'computer not seen for {days:days} of work',
      fact: 'The computer was last seen on {since:when}.',
      meaning: 'It gets no updates and no backups, and may be broken, moved or lost.',
      steps: ['Ask its user or department where it is.', 'If it is out of use, remove it from the list.'],
      cleared: 'The computer is seen again.',
    },
    'site-silent': {
      title: '{count:number} devices unreachable – {cause, select, inside {maybe a switch} line {likely the line} other {likely a power cut}}',
      fact: '{count:number} of {total:number} devices of the site stopped reporting{spread, select, yes { between {first:clock} and {since:clock}; the last one} other {}} on {since:when}: {names}.',
      meaning:
        '{reason, select, ups {The UPS of {witness} said before that it runs on battery, so this is probably a power cut.} laptop {Computers on battery are still heard ({witness}), so the line is there; those without a battery are gone: probably a power cut.} desktop {Computers without a battery are still heard ({witness}), so there is power and a way to the site: probably a switch inside it or the power of a part of the building failed.} network {A network device of the site still answers ({witness}), so there is a way to the site: probably a switch inside it or the power of the building failed.} oftenLine {Nothing at the site is reached. From outside a power cut and a dead line look alike; of the last outages here {lines:number} were of the line and {powers:number} of the power, so this is probably the line.} oftenPower {Nothing at the site is reached. From outside a power cut and a dead line look alike; of the last outages here {powers:number} were of the power and {lines:number} of the line, so this is probably a power cut.} other {Because they vanished together this is probably a power cut or a failure of the network of the whole site; from outside the two look alike.}} You get this one message instead of one for each device. Computers on battery keep their data and will send it when the network is back.',
      steps: [
        'Phone the site and ask whether there is electricity.',
        'If there is, ask them to check the router and the switch.',
      ],
      cleared:
        'The site reports again: {now_back:number} of {now_total:number} devices are back. Not back yet: {now_missing:number} {now_names}. {now_cause, select, power {The cause was a power cut.} line {The cause was the line: the computers stayed on.} other {The cause is not known yet.}} Computers that had lost power suddenly: {now_sudden:number}. Power cuts of this site in the register for this quarter: {now_cuts:number}.',
      short: '{count:number} devices lost at {since:clock}. {cause, select, inside {Maybe a switch} line {Probably the line} other {Probably power cut}}. Phone the site.',
      shortCleared: '{now_back:number}/{now_total:number} devices. Missing: {now_missing:number} {now_names}',
    },
    'source-silent': {
      title: 'no readings although the server is on',
      fact: 'The last reading of this kind came on {last:when}.',
      meaning: 'The agent runs but something on the server keeps it from reading.',
      steps: ['On that server run: mlinzi agent doctor', 'Restart the agent.'],
      cleared: 'The readings come again.',
    },
    'collector-disk': {
      title: 'disk of the collector almost full',
      fact: '{disk_free:bytes} are free where the collector keeps its data.',
      meaning: 'When it is full, history is no longer kept and alerts may stop.',
      steps: [
        'Free space on the collector or give it a larger disk.',
        'Or keep history for a shorter time (Settings).',
      ],
      cleared: 'The collector has {now_disk_free:bytes} free again.',
    },
  }
