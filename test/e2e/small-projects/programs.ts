import type { SmallProject } from './small-project.ts'

export const service: SmallProject = {
  title: 'a program that goes on',
  files: {
    'requirements.txt': '',
    'watch.py': `import time
from pathlib import Path


def main() -> None:
    count = 0
    while True:
        count += 1
        Path("/tmp/count").write_text(f"looked {count} times")
        time.sleep(0.5)


if __name__ == "__main__":
    main()
`,
  },
  services: ['app'],
  work: { program: 'print(open("/tmp/count").read())', says: 'looked ' },
}

export const job: SmallProject = {
  title: 'a program that ends',
  files: {
    'requirements.txt': '',
    'report.py': `def main() -> None:
    print("sum", sum(range(10)))


if __name__ == "__main__":
    main()
`,
  },
  services: [],
  work: { program: '', says: 'sum 45' },
}
