import type { AlertTexts } from '../alert-texts.ts'

export const forecastsTextsEn: AlertTexts['rules'] = {
  'disk-fills': {
    title: 'disk {path} full in {days_left:days}',
    fact: 'Disk {path} is predicted to be full in {days_left:days} ({full_at:date}). {used:bytes} of {total:bytes} are used ({used_percent:percent}), growing by {per_day:pace} a day.',
    meaning:
      'At the pace of the last week and of the last day it will be full then: documents cannot be saved, and updates and backups fail.',
    steps: [
      'See which folder grows: downloads, videos, a database, backups that are never deleted.',
      'Move or delete large files that are not needed.',
      'If the growth is right, plan a larger disk before that date.',
    ],
    cleared: 'Disk {path} has {now_free:bytes} free and is no longer about to fill.',
  },
}
