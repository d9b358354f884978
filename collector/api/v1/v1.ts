/** Everything under /api/v1. */
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import type { ApiParts } from '../parts.ts'
import { alertApi } from './alerts.ts'
import { verdictApi } from './verdicts.ts'
import { backupJobApi } from './backup-jobs.ts'
import { expectedApi } from './expected.ts'
import { hostApi } from './hosts.ts'
import { maintenanceApi } from './maintenance.ts'
import { networkApi } from './network.ts'
import { discoveryApi } from './discovery.ts'
import { parentsApi } from './parents.ts'
import { incidentApi } from './incidents.ts'
import { errorSchema, jsonSchema } from './schemas.ts'
import { ruleExceptionApi } from './rule-exceptions.ts'
import { rulesApi } from './rules.ts'
import { seriesApi } from './series.ts'
import { tokenApi } from './tokens.ts'
import { wanApi } from './wan.ts'

const prefix = '/api/v1'

export async function versionOne(app: FastifyInstance, parts: ApiParts): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.0.3',
      info: {
        title: 'Mlinzi',
        version: parts.version,
        description: 'What the office’s computers report, for other programs.',
      },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'mlinzi token create' },
        },
      },
      security: [{ token: [] }],
    },
  })
  await app.register(
    async (api) => {
      api.addHook('onRoute', (route) => {
        const known = route.schema?.response
        if (route.schema === undefined || typeof known !== 'object' || known === null) return
        route.schema.response = { ...known, '4xx': jsonSchema(errorSchema) }
      })
      hostApi(api, parts)
      seriesApi(api, parts)
      alertApi(api, parts)
      verdictApi(api, parts)
      rulesApi(api, parts)
      ruleExceptionApi(api, parts)
      tokenApi(api, parts)
      backupJobApi(api, parts)
      networkApi(api, parts)
      parentsApi(api, parts)
      discoveryApi(api, parts)
      incidentApi(api, parts)
      maintenanceApi(api, parts)
      expectedApi(api, parts)
      wanApi(api, parts)
      api.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())
    },
    { prefix },
  )
}
