/** Printed pages of a month by computer and queue. */
import type { PrintedQueue, RegisterPages } from '../collector/api/register-views.ts'
import { renderPage } from './layout.tsx'
import { MonthForm } from './month-form.tsx'
import { RegistersMenu } from './registers-menu.tsx'
import type { Show } from './show.ts'

type View = Parameters<RegisterPages['printing']>[1]

export function printingPage(show: Show, view: View): string {
  const { t } = show
  const { printing } = t.registers
  return renderPage({
    show,
    title: printing.title,
    children: (
      <>
        <RegistersMenu show={show} />
        <h1>{printing.title}</h1>
        <p class="lead">{printing.lead}</p>
        <MonthForm
          path="/printing"
          months={view.months}
          month={view.month}
          words={{ ...printing, csv: t.registers.csv }}
        >
          <output>{printing.total(view.total)}</output>
        </MonthForm>
        {view.cut && <p class="warn">{printing.cut}</p>}
        {view.queues.length === 0 ? (
          <p class="empty">{printing.none}</p>
        ) : (
          <PrintedTable show={show} queues={view.queues} />
        )}
        <p class="help">{printing.help}</p>
      </>
    ),
  })
}

export function PrintedTable({
  show,
  queues,
}: {
  readonly show: Show
  readonly queues: readonly PrintedQueue[]
}) {
  const { t } = show
  const { printing } = t.registers
  return (
    <table>
      <caption class="hide">{printing.title}</caption>
      <thead>
        <tr>
          <th scope="col">{t.fleet.name}</th>
          <th scope="col">{printing.queue}</th>
          <th scope="col">{printing.pages}</th>
          <th scope="col">{t.fleet.department}</th>
        </tr>
      </thead>
      <tbody>
        {queues.map((one) => (
          <tr key={`${one.hostId} ${one.queue}`}>
            <th scope="row">
              <a href={`/hosts/${encodeURIComponent(one.hostId)}/records`}>{one.host}</a>
            </th>
            <td>{one.queue}</td>
            <td>{one.pages}</td>
            <td>{one.department ?? t.none}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
