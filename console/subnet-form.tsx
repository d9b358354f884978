/** The form of a subnet that is to be looked through. */
import type { SubnetsView } from '../collector/api/discovery-views.ts'
import { Check, Input, placeOptions, PostForm, Select, stateOf } from './fields.tsx'
import type { Show } from './show.ts'

interface Part {
  readonly show: Show
  readonly view: SubnetsView
}

export function SubnetForm({ show, view }: Part) {
  const t = show.t.discovery
  if (view.sites.length === 0) return <p class="empty">{t.noSites}</p>
  return (
    <section class="card">
      <h2>{t.declare}</h2>
      <p class="soft">{t.declareLead}</p>
      <PostForm show={show} action="/network/subnets/save" class="fields">
        <Where show={show} view={view} />
        <Access show={show} view={view} />
        <button>{show.t.save}</button>
      </PostForm>
    </section>
  )
}

function shared({ show, view }: Part) {
  return { show, form: stateOf(view.form, 'subnet'), scope: 'subnet' }
}

function Where({ show, view }: Part) {
  const t = show.t.discovery
  const all = shared({ show, view })
  const number = { ...all, type: 'number', min: 1, required: true } as const
  return (
    <>
      <Input {...all} name="cidr" label={t.subnet} help={t.subnetHelp} maxLength={18} required />
      <Select
        {...all}
        name="site"
        label={t.site}
        value=""
        options={placeOptions(view.sites, t.choose)}
      />
      <Input {...number} name="perSecond" label={t.perSecond} value="5" max={50} />
      <Input {...number} name="everyDays" label={t.everyDays} value="1" max={90} />
    </>
  )
}

function Access({ show, view }: Part) {
  const t = show.t.discovery
  const all = shared({ show, view })
  const choices = [
    ['keep', t.snmpKeep],
    ['none', t.snmpNone],
    ['2c', t.snmpCommunity],
  ] as const
  const secret = { type: 'password', autocomplete: 'off', maxLength: 256 } as const
  return (
    <>
      <Select
        {...all}
        name="snmp"
        label={t.snmp}
        value="keep"
        options={choices}
        help={t.snmpHelp}
      />
      <Input {...all} {...secret} name="community_password" label={t.community} />
      <Check {...all} name="anyTime" label={t.anyTimeLabel} help={t.anyTimeHelp} checked={false} />
    </>
  )
}
