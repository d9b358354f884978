/** Grafana's own names of colours: they follow its light and its dark theme. */
export const colours = {
  good: 'green',
  notice: 'blue',
  warning: 'orange',
  critical: 'red',
  /** Unknown is neither fine nor failed. */
  unknown: 'purple',
  /** Not judged. */
  plain: 'text',
} as const
export type Colour = (typeof colours)[keyof typeof colours]
