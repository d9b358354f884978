import type { FastifyInstance } from 'fastify'
import { password, type SampleOffice } from './sample-office.ts'

/** A logged-in browser: keeps cookies, follows no redirect, knows the form token. */
export class Visitor {
  readonly #api: FastifyInstance
  #cookies = new Map<string, string>()
  constructor(api: FastifyInstance) {
    this.#api = api
  }
  get cookies(): Record<string, string> {
    return Object.fromEntries(this.#cookies)
  }
  async get(url: string) {
    return this.#keep(await this.#api.inject({ method: 'GET', url, cookies: this.cookies }))
  }
  /** Posts a form of the page at `from`, with that page's token unless another is given. */
  async post(url: string, fields: Record<string, string>, from = '/') {
    const page = await this.get(from)
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const payload = new URLSearchParams({ csrf, ...fields }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const request = { method: 'POST', url, payload, headers, cookies: this.cookies } as const
    return this.#keep(await this.#api.inject(request))
  }
  #keep<T extends { readonly cookies: readonly { name: string; value: string }[] }>(answer: T): T {
    for (const { name, value } of answer.cookies) this.#cookies.set(name, value)
    return answer
  }
}

/** Makes a user with the sample password and logs in. */
export async function loggedIn(
  { parts, api }: SampleOffice,
  name = 'amina',
  role: 'viewer' | 'head' | 'officer' | 'admin' = 'admin',
  departmentId: string | null = null,
): Promise<Visitor> {
  const user = await parts.users.create({ name, role, departmentId })
  await parts.users.setPassword(user.id, password)
  const visitor = new Visitor(api)
  await visitor.post('/login', { name, password }, '/login')
  return visitor
}
