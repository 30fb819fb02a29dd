import { isRecord, strings } from '../../../validate/compose.ts'
import type { ContainerRule } from '../../contract.ts'
import { settingsIn } from '../../model/devcontainer.ts'

export const extensionReplaced: ContainerRule = {
  id: 'dv/extension-replaced',
  severity: 'improvement',
  reads: 'devcontainer',
  title: 'An extension that another one has replaced',
  why: 'The Docker extension is only a name any more that installs Container Tools.',
  fix: 'ms-azuretools.vscode-containers',
  sources: [],
  *find(view) {
    const { customizations } = settingsIn(view)
    const editor = isRecord(customizations) && isRecord(customizations.vscode) ? customizations.vscode : {}
    for (const [index, one] of strings(editor.extensions).entries()) {
      if (one !== 'ms-azuretools.vscode-docker') continue
      const keys = ['customizations', 'vscode', 'extensions', index]
      const span = view.yaml.span(...keys)
      yield { ...view.yaml.place(...keys), message: `${one} is replaced.`, edits: span ? [{ ...span.value, text: '"ms-azuretools.vscode-containers"' }] : [] }
    }
  },
  examples: {
    bad: [
      { text: '{\n  "customizations": {"vscode": {"extensions": [\n    "ms-python.python",\n    "ms-azuretools.vscode-docker"\n  ]}}\n}\n', line: 4 },
      { text: '{"image": "node:24",\n "customizations": {"vscode": {"extensions": ["ms-azuretools.vscode-docker"]}}}\n', line: 2 },
    ],
    good: [{ text: '{"customizations": {"vscode": {"extensions": ["ms-azuretools.vscode-containers"]}}}\n' }, { text: '{"image": "node:24"}\n' }],
  },
}
