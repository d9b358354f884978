import type { Site } from '../collector/model/office.ts'
import { Confirm, Input, PostForm, Select, stateOf, TextArea } from './fields.tsx'
import type { SettingsPart } from './settings-part.ts'
import type { FormState } from '../collector/api/page-views.ts'
import type { Show } from './show.ts'

export function PlaceSettings({ show, view }: SettingsPart) {
  const { t } = show
  return (
    <>
      <Sites show={show} view={view} />
      <Departments show={show} view={view} />
      <section class="card">
        <h2>{t.settings.import}</h2>
        <p class="help">{t.settings.importHelp}</p>
        <Import show={show} form={stateOf(view.form, 'import')} />
      </section>
    </>
  )
}

/** The state of a returned form, if it was about this site or department ('' is the new one). */
function ownState(form: FormState | null, name: string, id: string): FormState | null {
  const state = stateOf(form, name)
  return (state?.values['id'] ?? '') === id ? state : null
}

function Sites({ show, view }: SettingsPart) {
  const { t } = show
  return (
    <section class="card">
      <h2>{t.settings.sites}</h2>
      {view.sites.length === 0 ? (
        <p class="empty">{t.settings.noSites}</p>
      ) : (
        <table>
          <caption class="hide">{t.settings.sitesCaption}</caption>
          <thead>
            <tr>
              <th scope="col">{t.settings.site}</th>
              <th scope="col">{t.settings.profile}</th>
              <th scope="col">{t.settings.subnets}</th>
              <th scope="col">{t.settings.hosts}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {view.sites.map((site) => (
              <tr key={site.id}>
                <th scope="row">{site.name}</th>
                <td>{t.settings.profiles[site.profile]}</td>
                <td>{site.subnets.join(', ') || t.none}</td>
                <td>
                  <a href={`/?site=${encodeURIComponent(site.id)}`}>{site.hostCount}</a>
                </td>
                <td>
                  <details class="confirm" open={ownState(view.form, 'site', site.id) !== null}>
                    <summary>{t.edit}</summary>
                    <SiteForm show={show} form={ownState(view.form, 'site', site.id)} site={site} />
                    <Confirm
                      {...{ show, label: t.remove, help: t.settings.removePlaceHelp }}
                      action={`/settings/sites/${encodeURIComponent(site.id)}/remove`}
                    />
                  </details>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <h3>{t.settings.newSite}</h3>
      <SiteForm show={show} form={ownState(view.form, 'site', '')} />
    </section>
  )
}

function SiteForm({
  show,
  form,
  site,
}: {
  readonly show: Show
  readonly form: FormState | null
  readonly site?: Site
}) {
  const { t } = show
  const base = { show, form, scope: `site-${site?.id ?? 'new'}` }
  return (
    <PostForm show={show} action="/settings/sites" class="fields">
      <input type="hidden" name="id" value={site?.id ?? ''} />
      <Input
        {...base}
        name="name"
        label={t.settings.site}
        value={site?.name ?? ''}
        maxLength={80}
        required
      />
      <Select
        {...base}
        name="profile"
        label={t.settings.profile}
        value={site?.profile ?? 'lan'}
        options={Object.entries(t.settings.profiles)}
      />
      <Input
        {...base}
        name="subnets"
        label={`${t.settings.subnets} (${t.optional})`}
        help={t.settings.subnetsHelp}
        value={site?.subnets.join(' ') ?? ''}
      />
      <button>{site ? t.save : t.add}</button>
    </PostForm>
  )
}

function Departments({ show, view }: SettingsPart) {
  const { t } = show
  return (
    <section class="card">
      <h2>{t.settings.departments}</h2>
      {view.departments.length === 0 ? (
        <p class="empty">{t.settings.noDepartments}</p>
      ) : (
        <table>
          <caption class="hide">{t.settings.departmentsCaption}</caption>
          <thead>
            <tr>
              <th scope="col">{t.settings.department}</th>
              <th scope="col">{t.settings.hosts}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {view.departments.map((department) => {
              const form = ownState(view.form, 'department', department.id)
              return (
                <tr key={department.id}>
                  <th scope="row">{department.name}</th>
                  <td>
                    <a href={`/?department=${encodeURIComponent(department.id)}`}>
                      {department.hostCount}
                    </a>
                  </td>
                  <td>
                    <details class="confirm" open={form !== null}>
                      <summary>{t.edit}</summary>
                      <DepartmentForm show={show} form={form} {...department} />
                      <Confirm
                        {...{ show, label: t.remove, help: t.settings.removePlaceHelp }}
                        action={`/settings/departments/${encodeURIComponent(department.id)}/remove`}
                      />
                    </details>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      <h3>{t.settings.newDepartment}</h3>
      <DepartmentForm show={show} form={ownState(view.form, 'department', '')} id="" name="" />
    </section>
  )
}

function DepartmentForm({
  show,
  form,
  id,
  name,
}: {
  readonly show: Show
  readonly form: FormState | null
  readonly id: string
  readonly name: string
}) {
  const { t } = show
  const base = { show, form, scope: `department-${id || 'new'}` }
  return (
    <PostForm show={show} action="/settings/departments" class="fields">
      <input type="hidden" name="id" value={id} />
      <Input
        {...base}
        name="name"
        label={t.settings.department}
        value={name}
        maxLength={80}
        required
      />
      <button>{id ? t.save : t.add}</button>
    </PostForm>
  )
}

function Import({ show, form }: { readonly show: Show; readonly form: FormState | null }) {
  const { t } = show
  const base = { show, form, scope: 'import' }
  return (
    <PostForm show={show} action="/settings/places/import" class="stack">
      <Select
        {...base}
        name="kind"
        label={t.settings.importKind}
        value="departments"
        options={[
          ['departments', t.settings.departments],
          ['sites', t.settings.sites],
        ]}
      />
      <TextArea {...base} name="csv" label={t.settings.importText} rows={6} />
      <div class="field" hidden>
        <label for="import-file">{t.settings.importFile}</label>
        <input id="import-file" type="file" accept=".csv,.txt,text/csv" data-into="import-csv" />
      </div>
      <button>{t.settings.importRun}</button>
    </PostForm>
  )
}
