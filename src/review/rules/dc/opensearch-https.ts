import type { ComposeRule } from '../../contract.ts'
import { environmentOf, imageOf, placeIn, scriptOf } from '../../model/service.ts'

export const opensearchHttps: ComposeRule = {
  id: 'dc/opensearch-https',
  severity: 'critical',
  reads: 'compose',
  title: 'OpenSearch is asked over http, and speaks https',
  why: 'Its security plugin is on by default: a request without TLS gets no answer, and from 2.12 on it does not even start without a password of the administrator.',
  fix: 'curl -ku admin:$$OPENSEARCH_INITIAL_ADMIN_PASSWORD https://localhost:9200/_cluster/health; or DISABLE_SECURITY_PLUGIN: "true" on a machine of your own.',
  sources: [],
  *find(view) {
    for (const { name, own, merged } of view.compose.services) {
      const image = imageOf(merged)
      if (!image || !/(^|\/)opensearch$/.test(image.name) || (image.version?.[0] ?? 9) < 2 || merged.env_file !== undefined) continue
      const isOpen = environmentOf(merged).some(
        (one) => /^(DISABLE_SECURITY_PLUGIN|plugins\.security\.disabled)$/.test(one.name) && /true/i.test(one.value ?? ''),
      )
      if (!isOpen && /(http:\/\/|\s)[\w.]+:9200/.test(scriptOf(own)))
        yield { ...placeIn(view, name, 'healthcheck', 'test'), message: `${name} answers over https alone: never healthy.` }
    }
  },
  examples: {
    bad: [
      {
        text: 'services:\n  search:\n    image: opensearchproject/opensearch:3.2.0\n    healthcheck:\n      test: "curl -s localhost:9200/_cluster/health | grep -qE green"\n',
        line: 5,
      },
      {
        text: 'services:\n  search:\n    image: opensearchproject/opensearch:2.19.1\n    healthcheck:\n      test: ["CMD", "curl", "-f", "http://127.0.0.1:9200"]\n',
        line: 5,
      },
    ],
    good: [
      {
        text: 'services:\n  search:\n    image: opensearchproject/opensearch:3.2.0\n    environment: [DISABLE_SECURITY_PLUGIN=true]\n    healthcheck:\n      test: curl -sf http://127.0.0.1:9200\n',
      },
      {
        text: 'services:\n  search:\n    image: opensearchproject/opensearch:3.2.0\n    healthcheck:\n      test: curl -skf -u admin:$$P https://127.0.0.1:9200\n',
      },
    ],
  },
}
