/** First and last whole number, both included. */
export type Interval = readonly [first: number, last: number]
