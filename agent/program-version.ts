/** Written into the bundle when it is built; a run from the sources has none. */
export const programVersion: string = process.env.MLINZI_VERSION ?? '0.0.0-source'
