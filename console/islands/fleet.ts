/** The fleet list: filters at once while typing, and refreshes the rows that are on the screen. */
import { askJson, whileVisible } from '../live-polling.ts'

const refreshMs = 15_000
const rowsAskedMax = 60

const rows = [...document.querySelectorAll<HTMLTableRowElement>('#hosts tbody tr')]
const search = document.querySelector<HTMLInputElement>('#q')
const shown = document.getElementById('shown')
const none = document.getElementById('none')
const allText = shown?.textContent ?? ''

function filter(): void {
  const words = (search?.value ?? '').toLowerCase().split(/\s+/)
  let count = 0
  for (const row of rows) {
    const text = row.textContent.toLowerCase()
    row.hidden = !words.every((word) => text.includes(word))
    if (!row.hidden) count++
  }
  if (shown) shown.textContent = count === rows.length ? allText : `${count} / ${rows.length}`
  if (none) none.hidden = count > 0
}
search?.addEventListener('input', filter)

for (const select of document.querySelectorAll<HTMLSelectElement>('.filters select'))
  select.addEventListener('change', () => select.form?.requestSubmit())

const onScreen = new Set<HTMLTableRowElement>()
const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!(target instanceof HTMLTableRowElement)) continue
    if (isIntersecting) onScreen.add(target)
    else onScreen.delete(target)
  }
})
for (const row of rows) observer.observe(row)

async function refresh(): Promise<void> {
  const wanted = [...onScreen].filter((row) => !row.hidden).slice(0, rowsAskedMax)
  const ids = wanted.map((row) => row.dataset['host'] ?? '')
  if (ids.length === 0) return
  const answer = await askJson<Readonly<Record<string, string>>>(
    `/live?hosts=${ids.map(encodeURIComponent).join(',')}`,
  )
  const cells = new Map(Object.entries(answer))
  for (const row of wanted) replace(row, cells.get(row.dataset['host'] ?? ''))
}

/** A focused link keeps its row until the reader has moved on. */
function replace(row: HTMLTableRowElement, cells: string | undefined): void {
  if (cells === undefined || row.contains(document.activeElement)) return
  const before = state(row)
  // Our own server's HTML, escaped there; the policy allows no script in it.
  row.innerHTML = cells
  row.classList.toggle('fresh', before !== state(row))
}

function state(row: HTMLTableRowElement): string {
  return `${row.cells[1]?.textContent}${row.cells[2]?.textContent}`
}

whileVisible(refreshMs, refresh)
