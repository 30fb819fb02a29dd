/** Modules that come with CPython 3.10 to 3.14, from `sys.stdlib_module_names` of each; those that begin with `_` left out. */
const modules = new Set(
  `
  abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii binhex bisect builtins
  bz2 calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall compression concurrent configparser contextlib
  contextvars copy copyreg cProfile crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings
  ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob
  graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3
  linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt
  ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib
  posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource
  rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3
  sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny
  tarfile telnetlib tempfile termios textwrap this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle
  turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc
  zipapp zipfile zipimport zlib zoneinfo
`
    .trim()
    .split(/\s+/),
)

/**
 * Modules that a version of Python dropped, with the distribution that has them since: `imp` has none.
 * (What's New in Python 3.11, 3.12 and 3.13; the distributions' own pages.)
 */
const dropped: Readonly<Record<string, { since: string; distribution: string | null }>> = {
  binhex: { since: '3.11', distribution: null },
  asynchat: { since: '3.12', distribution: 'standard-asynchat' },
  asyncore: { since: '3.12', distribution: 'standard-asyncore' },
  // setuptools brings its own copy under the old name.
  distutils: { since: '3.12', distribution: 'setuptools' },
  imp: { since: '3.12', distribution: null },
  smtpd: { since: '3.12', distribution: 'standard-smtpd' },
  aifc: { since: '3.13', distribution: 'standard-aifc' },
  audioop: { since: '3.13', distribution: 'audioop-lts' },
  cgi: { since: '3.13', distribution: 'legacy-cgi' },
  cgitb: { since: '3.13', distribution: 'legacy-cgi' },
  chunk: { since: '3.13', distribution: 'standard-chunk' },
  crypt: { since: '3.13', distribution: 'standard-crypt' },
  imghdr: { since: '3.13', distribution: 'standard-imghdr' },
  lib2to3: { since: '3.13', distribution: null },
  mailcap: { since: '3.13', distribution: 'standard-mailcap' },
  nis: { since: '3.13', distribution: null },
  nntplib: { since: '3.13', distribution: 'standard-nntplib' },
  ossaudiodev: { since: '3.13', distribution: null },
  pipes: { since: '3.13', distribution: 'standard-pipes' },
  sndhdr: { since: '3.13', distribution: 'standard-sndhdr' },
  spwd: { since: '3.13', distribution: null },
  sunau: { since: '3.13', distribution: 'standard-sunau' },
  telnetlib: { since: '3.13', distribution: 'standard-telnetlib' },
  uu: { since: '3.13', distribution: 'standard-uu' },
  xdrlib: { since: '3.13', distribution: 'standard-xdrlib' },
}

/** Whether a top-level module belongs to Python itself, in whichever version. */
export function isStandard(module: string): boolean {
  return module.startsWith('_') || modules.has(module)
}

/** @returns what became of a standard module that this version of Python has no longer; null: it is there. */
export function droppedIn(module: string, python: string): { since: string; distribution: string | null } | null {
  const entry = dropped[module]
  return entry && minor(python) >= minor(entry.since) ? entry : null
}

function minor(version: string): number {
  return Number(version.split('.')[1] ?? 0)
}
