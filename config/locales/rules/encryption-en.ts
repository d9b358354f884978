import type { AlertTexts } from '../alert-texts.ts'

export const encryptionTextsEn: AlertTexts['rules'] = {
  'encryption-suspended': {
    title: 'disk encryption is suspended',
    fact: 'The system’s disk is encrypted ({method}), but its protection is suspended: the key lies open on the disk.',
    meaning: 'Whoever takes the computer or its disk can read everything.',
    steps: [
      'Restart once: after an update it often resumes by itself.',
      'If not, open "Manage BitLocker" and press "Resume protection".',
    ],
    cleared: 'The disk is protected again.',
  },
  'encryption-missing': {
    title: 'the laptop’s disk is not encrypted',
    fact: 'The disk with the system is not encrypted.',
    meaning: 'If the laptop is lost or stolen, all documents on it can be read without a password.',
    steps: [
      'Decide with the head of department whether its data call for encryption.',
      'Before switching it on: make a backup, and keep the recovery key outside this computer.',
    ],
    cleared: 'The disk is encrypted: {now_method}.',
  },
  'encryption-swap-open': {
    title: 'swap space is not encrypted',
    fact: 'The disk with the system is encrypted ({method}), the swap space is not.',
    meaning: 'Parts of open documents and passwords can be read from the swap space.',
    steps: ['Put the swap space into the encrypted part of the disk, or use compressed memory (zram).'],
    cleared: 'The swap space is encrypted, too.',
  },
}
