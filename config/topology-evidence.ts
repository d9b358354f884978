/** What speaks for a way through the network, so that it can be put into words (config/locales). */

/** How sure what a switch told is: `high` is the port's only address, or both neighbours' word. */
export const confidences = ['high', 'medium', 'low'] as const
export type Confidence = (typeof confidences)[number]

/** One thing that was seen; devices by their ids. Its words are in config/locales (topology). */
export type Evidence =
  /** A device names its neighbour on a port, by LLDP or CDP. */
  | {
      readonly kind: 'neighbour'
      readonly device: string
      readonly port: string
      readonly neighbour: string
    }
  /** A switch learnt the hardware address on a port with so many others. */
  | {
      readonly kind: 'address'
      readonly device: string
      readonly port: string
      readonly mac: string
      readonly addresses: number
    }
  /** On the same port there is a neighbour that does not tell its own tables. */
  | {
      readonly kind: 'beyond'
      readonly device: string
      readonly port: string
      readonly neighbour: string
    }
  /** The computer's own default gateway. */
  | { readonly kind: 'gateway'; readonly address: string }
  /** The gateway of most computers of the site. */
  | { readonly kind: 'site_gateway'; readonly address: string; readonly hosts: number }

/** What a person should know before he accepts. */
export const proposalNotes = ['virtual', 'disputed', 'other_site', 'moved', 'redundant'] as const
export type ProposalNote = (typeof proposalNotes)[number]
