import type {
  AccountView,
  FormState,
  LoginView,
  SetPasswordView,
} from '../collector/api/page-views.ts'
import { Input, PostForm } from './fields.tsx'
import { renderPage } from './layout.tsx'
import type { Show } from './show.ts'

export function loginPage(show: Show, view: LoginView): string {
  const { t } = show
  return renderPage({
    show,
    title: t.login.title,
    bare: true,
    children: (
      <section class="door">
        <h1>{t.login.title}</h1>
        <p class="lead">{t.login.lead}</p>
        {view.problem && (
          <p class="error" role="alert">
            {t.login[view.problem]}
          </p>
        )}
        <PostForm show={show} action="/login">
          <input type="hidden" name="to" value={view.returnTo} />
          <Input
            {...{ show, form: null, scope: 'login', name: 'name', label: t.login.name }}
            value={view.name}
            autocomplete="username"
            maxLength={64}
            required
          />
          <Input
            {...{ show, form: null, scope: 'login', name: 'password', label: t.login.password }}
            type="password"
            autocomplete="current-password"
            required
          />
          <button>{t.logIn}</button>
        </PostForm>
        <p class="help">{t.login.forgotten}</p>
        <p class="help">{t.login.neverTell}</p>
      </section>
    ),
  })
}

export function setPasswordPage(show: Show, view: SetPasswordView): string {
  const { t } = show
  const known = view.userName !== null
  return renderPage({
    show,
    title: t.link.title,
    bare: true,
    children: (
      <section class="door">
        <h1>{known ? t.link.title : t.link.used}</h1>
        <p class="lead">{view.userName === null ? t.link.usedHelp : t.link.hello(view.userName)}</p>
        {view.userName !== null && (
          <PostForm show={show} action={view.action}>
            <input type="hidden" name="username" value={view.userName} autocomplete="username" />
            <NewPassword show={show} form={view.form} charactersMin={view.passwordCharactersMin} />
          </PostForm>
        )}
      </section>
    ),
  })
}

export function accountPage(show: Show, view: AccountView): string {
  const { t } = show
  return renderPage({
    show,
    title: t.account.title,
    children: (
      <section class="door">
        <h1>{t.account.title}</h1>
        <PostForm show={show} action="/account">
          <Input
            {...{ show, form: view.form, scope: 'new', name: 'current', label: t.link.current }}
            type="password"
            autocomplete="current-password"
            required
          />
          <NewPassword show={show} form={view.form} charactersMin={view.passwordCharactersMin} />
        </PostForm>
      </section>
    ),
  })
}

function NewPassword({
  show,
  form,
  charactersMin,
}: {
  readonly show: Show
  readonly form: FormState | null
  readonly charactersMin: number
}) {
  const { t } = show
  const base = { show, form, scope: 'new', type: 'password', autocomplete: 'new-password' } as const
  return (
    <>
      <Input
        {...base}
        name="password"
        label={t.link.password}
        help={t.link.rule(charactersMin)}
        required
      />
      <Input {...base} name="repeat" label={t.link.repeat} required />
      <button>{t.link.submit}</button>
    </>
  )
}
