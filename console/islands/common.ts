/** On each page: copy buttons, and a CSV file into its text field. */

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
  // A plain address on the office's network is no secure context and has no clipboard.
  if (!('clipboard' in navigator)) continue
  button.hidden = false
  button.addEventListener('click', () => void copy(button))
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const text = document.getElementById(button.dataset['copy'] ?? '')?.textContent ?? ''
  try {
    await navigator.clipboard.writeText(text)
    button.textContent = button.dataset['done'] ?? ''
  } catch {
    // The browser may refuse; the text itself can still be selected.
    button.hidden = true
  }
}

/** As much as the form may post. */
const fileBytesMax = 200_000

for (const input of document.querySelectorAll<HTMLInputElement>('input[data-into]')) {
  input.closest<HTMLElement>('.field')?.removeAttribute('hidden')
  input.addEventListener('change', () => void readInto(input))
}

async function readInto(input: HTMLInputElement): Promise<void> {
  const file = input.files?.[0]
  const target = document.getElementById(input.dataset['into'] ?? '')
  if (file && target instanceof HTMLTextAreaElement)
    target.value = await file.slice(0, fileBytesMax).text()
}
