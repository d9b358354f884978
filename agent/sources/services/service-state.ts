import type { service } from '../../../contract/catalogue/families/service.ts'
import type { FieldsOf } from '../../../contract/catalogue/grammar.ts'

export type ServiceState = NonNullable<FieldsOf<typeof service>['state']>
