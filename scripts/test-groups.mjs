/** The test groups in the order in which they run, and what each needs from Debian. */
export const groups = [
  {
    name: 'unit',
    folders: [
      'test/lib',
      'test/contract',
      'test/config',
      'test/agent',
      'test/collector',
      'test/console',
      'test/scripts',
      'test/compat',
      'test/bench',
    ],
  },
  { name: 'scenarios', folders: ['test/scenarios'] },
  { name: 'security', folders: ['test/security'] },
  { name: 'durability', folders: ['test/durability'] },
  { name: 'end to end', folders: ['test/e2e'] },
]

/** Debian packages by the program that shows that they are there. */
export const services = {
  gcc: 'gcc',
  faketime: 'faketime',
  chromium: 'chromium',
  mkfs: 'e2fsprogs',
}
export const programOf = {
  gcc: 'gcc',
  faketime: 'faketime',
  chromium: 'chromium',
  mkfs: 'mkfs.ext4',
}
