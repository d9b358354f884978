/** Texts of the console in English: ways to computers, incidents, the register of power cuts. */
export const incidentsEn = {
  ways: {
    title: 'Devices behind it',
    lead: 'When this device is lost, you get one message that names what is behind it, and nothing behind it counts as failed.',
    above: 'Reached through',
    aboveSeveral: 'Reached through any one of',
    nothingAbove: 'No device is declared in front of it.',
    noneHere: 'There is no other device at this site.',
    mayNot: 'is in front of it',
    save: 'Save what is behind it',
    count: (count: number) => (count === 1 ? '1 device' : `${count} devices`),
    cut: (shown: number, all: number) => `${shown} of ${all} devices are listed; what is not listed stays as it is.`,
  },
}
