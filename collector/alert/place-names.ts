import type { OfficeRepository } from '../model/office.ts'
import type { PlaceNames } from './rule-book.ts'

/** What sites and departments are called, by id. */
export async function placeNames(
  office: Pick<OfficeRepository, 'sites' | 'departments'>,
): Promise<PlaceNames> {
  const places = [...(await office.sites()), ...(await office.departments())]
  return new Map(places.map(({ id, name }) => [id, name]))
}
