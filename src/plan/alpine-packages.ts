import { UserError } from '../errors.ts'

/** Debian's name → Alpine's. What is called the same in both stands at the end. */
const names: Readonly<Record<string, string>> = {
  gcc: 'gcc musl-dev',
  'g++': 'g++ musl-dev',
  'libc6-dev': 'musl-dev',
  'pkg-config': 'pkgconf',
  'libpq-dev': 'libpq-dev',
  libpq5: 'libpq',
  'default-libmysqlclient-dev': 'mariadb-connector-c-dev',
  libmariadb3: 'mariadb-connector-c',
  'libxml2-dev': 'libxml2-dev',
  'libxslt1-dev': 'libxslt-dev',
  'libxmlsec1-dev': 'xmlsec-dev',
  'libxmlsec1-openssl': 'xmlsec',
  libxmlsec1: 'xmlsec',
  libcairo2: 'cairo',
  'libcairo2-dev': 'cairo-dev',
  'libpango-1.0-0': 'pango',
  'libpangoft2-1.0-0': 'pango',
  libharfbuzz0b: 'harfbuzz',
  'libharfbuzz-subset0': 'harfbuzz-subset',
  'unixodbc-dev': 'unixodbc-dev',
  libodbc2: 'unixodbc',
  libzbar0: 'zbar',
  'libmagickwand-7.q16-10': 'imagemagick',
  xmlsec1: 'xmlsec',
  'libusb-1.0-0': 'libusb',
  'libenchant-2-2': 'enchant2',
  'hunspell-en-us': 'hunspell-en',
  libgdal36: 'gdal',
  libproj25: 'proj',
  'libgeos-c1': 'geos',
  'libldap-dev': 'openldap-dev',
  libldap2: 'libldap',
  'libsasl2-dev': 'cyrus-sasl-dev',
  'libsasl2-2': 'libsasl',
  libmagic1: 'libmagic',
  'tesseract-ocr': 'tesseract-ocr tesseract-ocr-data-eng',
  libsndfile1: 'libsndfile',
  libportaudio2: 'portaudio',
  libgomp1: 'libgomp',
  'libpcre2-dev': 'pcre2-dev',
  'libpcre2-8-0': 'pcre2',
  'freetds-dev': 'freetds-dev',
  libsybdb5: 'freetds',
  ...Object.fromEntries(['git', 'binutils', 'ca-certificates', 'poppler-utils', 'graphviz', 'ffmpeg', 'make', 'cargo'].map((name) => [name, name])),
}

/** @throws UserError for a package that is not known to exist in Alpine. */
export function alpinePackages(debian: readonly string[]): string[] {
  const unknown = debian.map(withoutTransition).filter((name) => !(name in names))
  if (unknown.length > 0) {
    throw new UserError(`--base alpine: no Alpine package is known for ${unknown.join(', ')}, which the dependencies need`, {
      todo: ['--base slim'],
      exitCode: 2,
    })
  }
  return [...new Set(debian.map(withoutTransition).flatMap((name) => (names[name] ?? name).split(' ')))]
}

/** Debian marks libraries rebuilt for 64-bit time by a suffix that Alpine never had. */
function withoutTransition(name: string): string {
  return name.replace(/t64$/, '')
}
