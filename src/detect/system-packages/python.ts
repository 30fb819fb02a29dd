/** What a distribution needs from Debian (trixie), and whether a wheel spares it. */
export interface SystemRow {
  /** Normalised names that share the row. */
  names: readonly string[]
  /** A wheel for glibc is published; without one the build packages are needed everywhere. */
  wheel: boolean
  /** The newest release has a wheel for musl, or one for any system. */
  musl: boolean
  /** To compile it from its source. */
  build: readonly string[]
  /** To run it, also from a wheel. */
  run: readonly string[]
  /** What its wheel for glibc brings and the other one does not. */
  runOnMusl?: readonly string[]
  /** Only when it was compiled here. */
  runWhenBuilt?: readonly string[]
  /** The newest Python that the newest release has a wheel for, where that is not the newest of all. */
  lastPython?: string
  /** A distribution that it does not ask for and imports all the same, from the Python on whose library no longer has the module. */
  imports?: { distribution: string; from: string }
  /** Distributions that bring what `run` would. */
  unless?: readonly string[]
  /** What no package of Debian gives it: a sentence for the person, after its name. */
  note?: string
}

const compiler = ['gcc', 'libc6-dev']

/** Nothing is needed beyond the wheel. */
function wheels(names: string, musl: boolean): SystemRow {
  return { names: names.split(' '), wheel: true, musl, build: [], run: [] }
}

/** A wheel that loads libraries, or starts programs, which it does not bring. */
function runs(names: string, musl: boolean, run: readonly string[], more: Partial<SystemRow> = {}): SystemRow {
  return { ...wheels(names, musl), run, ...more }
}

/** Only the source is published. */
function compiled(names: string, build: readonly string[], run: readonly string[]): SystemRow {
  return { names: names.split(' '), wheel: false, musl: false, build: [...compiler, ...build], run }
}

/** A wheel for what images are built on; what its source would need, where somebody insists on that. */
function buildable(names: string, build: readonly string[], more: Partial<SystemRow> = {}): SystemRow {
  return { ...wheels(names, true), build: [...compiler, ...build], ...more }
}

/**
 * Each row is proved by `test/e2e/system-packages.test.ts`: compiled with its build packages alone, imported and used with its
 * run packages alone, and without them, which has to fail.
 */
export const systemRows: readonly SystemRow[] = [
  // PostgreSQL, MySQL and other databases
  wheels('psycopg2-binary psycopg-binary asyncpg pg8000 pymysql aiosqlite mysql-connector-python oracledb', true),
  compiled('psycopg2 psycopg-c', ['libpq-dev'], ['libpq5']),
  // Pure Python, and looks for libpq when it is imported.
  runs('psycopg', true, ['libpq5'], { unless: ['psycopg-binary', 'psycopg-c'] }),
  compiled('mysqlclient', ['pkg-config', 'default-libmysqlclient-dev'], ['libmariadb3']),
  compiled('mariadb', ['libmariadb-dev'], ['libmariadb3']),
  runs('pyodbc', true, ['libodbc2'], {
    build: ['g++', 'unixodbc-dev'],
    note: "needs the driver of the database too: tdsodbc, odbc-postgresql, or Microsoft's msodbcsql18 from their own repository",
  }),
  buildable('pymssql', ['freetds-dev'], { runWhenBuilt: ['libsybdb5'] }),
  wheels('duckdb', false),

  // documents and pictures
  buildable('lxml', ['libxml2-dev', 'libxslt1-dev'], { runWhenBuilt: ['libxml2', 'libxslt1.1'] }),
  buildable('pillow', ['libjpeg-dev', 'zlib1g-dev', 'libtiff-dev', 'libfreetype-dev', 'liblcms2-dev', 'libwebp-dev', 'libopenjp2-7-dev']),
  runs('opencv-python opencv-contrib-python', false, ['libgl1', 'libglib2.0-0t64'], {
    note: 'loads libraries of a desktop, forty packages; its twin with -headless at the end does without',
  }),
  wheels('opencv-python-headless opencv-contrib-python-headless', false),
  runs('weasyprint', true, ['libpango-1.0-0', 'libpangoft2-1.0-0', 'libharfbuzz0b', 'libharfbuzz-subset0']),
  runs('cairosvg cairocffi', true, ['libcairo2']),
  compiled('pycairo', ['pkg-config', 'libcairo2-dev'], ['libcairo2']),
  runs('pdf2image', true, ['poppler-utils']),
  runs('pytesseract', true, ['tesseract-ocr'], { note: 'reads English alone: tesseract-ocr-deu and its like bring other languages' }),
  runs('python-magic', true, ['libmagic1t64']),
  runs('pyzbar', true, ['libzbar0t64']),
  runs('graphviz pydot', true, ['graphviz']),
  compiled('pygraphviz', ['pkg-config', 'libgraphviz-dev'], ['graphviz']),
  runs('wand', true, ['libmagickwand-7.q16-10']),
  runs('pypandoc', true, ['pandoc']),

  // sound and video
  { ...wheels('soundfile librosa', true), runOnMusl: ['libsndfile1'] },
  runs('sounddevice', true, ['libportaudio2']),
  compiled('pyaudio', ['portaudio19-dev'], ['libportaudio2']),
  runs('pydub', true, ['ffmpeg'], { imports: { distribution: 'audioop-lts', from: '3.13' } }),
  runs('openai-whisper ffmpeg-python', true, ['ffmpeg']),

  // directories, signatures, languages, hardware
  compiled('python-ldap', ['libldap-dev', 'libsasl2-dev'], ['libldap2', 'libsasl2-2']),
  buildable('xmlsec python3-saml', ['pkg-config', 'libxml2-dev', 'libxmlsec1-dev', 'libxmlsec1-openssl'], {
    runWhenBuilt: ['libxmlsec1', 'libxmlsec1-openssl'],
  }),
  runs('pysaml2', true, ['xmlsec1']),
  compiled('gssapi', ['libkrb5-dev'], ['libgssapi-krb5-2']),
  runs('pyenchant', true, ['libenchant-2-2', 'hunspell-en-us']),
  compiled('pyicu', ['g++', 'pkg-config', 'libicu-dev'], ['libicu76']),
  runs('pyusb', true, ['libusb-1.0-0']),

  // maps
  {
    ...compiled('gdal', ['g++', 'gdal-bin', 'libgdal-dev'], ['libgdal36']),
    note: 'has to be of the version of the library that it is compiled against: gdal==3.10.3 for Debian 13',
  },
  { ...wheels('fiona', false), lastPython: '3.13' },
  wheels('rasterio pyogrio geopandas', false),
  wheels('pyproj shapely', true),
  // Django's own; it has no distribution, and asks for the libraries by their names.
  runs('django.contrib.gis', true, ['libgdal36', 'libproj25', 'libgeos-c1t64']),

  // numbers and models
  wheels('numpy pandas scipy matplotlib polars pyarrow faiss-cpu tokenizers tiktoken', true),
  buildable('h5py', ['libhdf5-dev']),
  wheels('netcdf4 tables', false),
  wheels('scikit-learn xgboost onnxruntime tensorflow tensorflow-cpu torch', false),
  runs('lightgbm', false, ['libgomp1']),
  runs('mpi4py', false, ['libopenmpi40']),

  // the web and what it talks with
  wheels('orjson pydantic-core cryptography bcrypt uvloop httptools watchfiles greenlet aiohttp hiredis psutil regex msgpack zstandard pyzmq', true),
  { ...wheels('grpcio', true), build: ['g++'] },
  buildable('gevent', ['libev-dev']),
  wheels('confluent-kafka', false),
  // What it needs to run is part of every Debian.
  compiled('uwsgi', ['libpcre2-dev'], []),
  {
    ...wheels('playwright', false),
    note: 'has no browser in the image: connect to one that runs beside it, or add `playwright install --with-deps chromium` to the base stage',
  },
  { ...wheels('selenium', true), note: 'has no browser in the image: run selenium/standalone-chromium beside it, and use webdriver.Remote' },

  // windows
  { ...wheels('pygame', false), lastPython: '3.13' },
  runs('pyqt6', false, ['libgl1', 'libegl1', 'libglib2.0-0t64', 'libdbus-1-3', 'libfontconfig1', 'libxkbcommon0']),
]
