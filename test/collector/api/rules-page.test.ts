import { afterEach, beforeEach, expect, it } from 'vitest'
import { sampleOffice, type SampleOffice } from '../../support/sample-office.ts'
import { loggedIn } from '../../support/visitor.ts'

let office: SampleOffice
beforeEach(async () => {
  office = await sampleOffice()
})
afterEach(() => office.close())

it('the page of the rules gives thresholds, exceptions and useless alerts, in both languages', async () => {
  const { id: hostId } = await office.addHost({ name: 'AFY-PC-014' })
  for (const id of ['a1', 'a2'])
    await office.openAlert({ id, ruleId: 'disk-full-data', hostId, object: id })
  const officer = await loggedIn(office, 'asha', 'officer')
  await officer.post('/alerts/a1/useless', { reason: 'not_true', to: '/alerts' }, '/alerts')
  const swahili = (await officer.get('/rules')).body
  expect(swahili).toContain(
    'sehemu iliyotumika zaidi ya 90% na nafasi iliyobaki chini ya GB 20; kwa dakika 5',
  )
  expect(swahili).toContain('kompyuta muhimu')
  expect(swahili).toContain('2; zisizo na maana: 1 (50 %)')
  await officer.post('/language', { language: 'en', to: '/rules' }, '/rules')
  const english = (await officer.get('/rules?q=disk-full-')).body
  expect(english).toContain('used share above 90% and free space below 20 GB; for 5 minutes')
  expect(english).toMatch(/2 of \d+ rules/)
  expect((await officer.get('/rules?q=%3Cb%3Enothing')).body).toContain('No rule matches.')
})

it('says which of the office’s own files has a fault', async () => {
  const { rules } = office.parts
  const faults = [{ file: '/home/rules/own.yaml', line: 7, text: '"fre" is no field of "disk"' }]
  Object.assign(rules, { faults: () => faults })
  const viewer = await loggedIn(office, 'juma', 'viewer')
  const page = (await viewer.get('/rules')).body
  expect(page).toContain('own.yaml:7')
  expect(page).toContain('no field of')
  expect(page).toContain('Mafaili ya folda rules/ yana makosa')
})
