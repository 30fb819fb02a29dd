/** What a distribution needs from Debian (trixie), and whether a wheel spares it. */
export interface SystemRow {
  /** Normalised names that share the row. */
  names: readonly string[]
  /** A wheel for glibc is published; without one the build packages are needed everywhere. */
  wheel: boolean
  /** A wheel for musl is published (`any` wheels count); null: not known. */
  musl: boolean | null
  /** To compile it from its source. */
  build: readonly string[]
  /** To run it, also from a wheel. */
  run: readonly string[]
  /** Only when it was compiled here. */
  runWhenBuilt?: readonly string[]
  /** Distributions that bring what `run` would. */
  unless?: readonly string[]
}

const compiler = ['gcc', 'libc6-dev']

export const systemRows: readonly SystemRow[] = [
  { names: ['psycopg2-binary', 'psycopg-binary', 'asyncpg'], wheel: true, musl: true, build: [], run: [] },
  { names: ['psycopg2', 'psycopg-c'], wheel: false, musl: false, build: [...compiler, 'libpq-dev'], run: ['libpq5'] },
  // Pure Python, and looks for libpq when it is imported.
  { names: ['psycopg'], wheel: true, musl: true, build: [], run: ['libpq5'], unless: ['psycopg-binary', 'psycopg-c'] },
  { names: ['pg8000', 'pymysql', 'aiosqlite', 'selenium'], wheel: true, musl: true, build: [], run: [] },
  { names: ['mysqlclient'], wheel: false, musl: false, build: [...compiler, 'pkg-config', 'default-libmysqlclient-dev'], run: ['libmariadb3'] },
  { names: ['mysql-connector-python'], wheel: true, musl: null, build: [], run: [] },
  { names: ['lxml'], wheel: true, musl: true, build: [...compiler, 'libxml2-dev', 'libxslt1-dev'], run: [], runWhenBuilt: ['libxml2', 'libxslt1.1'] },
  {
    names: ['pillow'],
    wheel: true,
    musl: true,
    build: [...compiler, 'libjpeg-dev', 'zlib1g-dev', 'libtiff-dev', 'libfreetype-dev', 'liblcms2-dev', 'libwebp-dev', 'libopenjp2-7-dev'],
    run: [],
  },
  { names: ['opencv-python', 'opencv-contrib-python'], wheel: true, musl: false, build: [], run: ['libgl1', 'libglib2.0-0'] },
  { names: ['opencv-python-headless', 'opencv-contrib-python-headless'], wheel: true, musl: false, build: [], run: [] },
  { names: ['weasyprint'], wheel: true, musl: true, build: [], run: ['libpango-1.0-0', 'libpangoft2-1.0-0', 'libharfbuzz0b', 'libharfbuzz-subset0'] },
  { names: ['cairosvg', 'cairocffi'], wheel: true, musl: true, build: [], run: ['libcairo2'] },
  { names: ['pycairo'], wheel: false, musl: false, build: [...compiler, 'pkg-config', 'libcairo2-dev'], run: ['libcairo2'] },
  { names: ['pyodbc'], wheel: true, musl: null, build: ['g++', 'unixodbc-dev'], run: ['libodbc2'] },
  { names: ['python-ldap'], wheel: false, musl: false, build: [...compiler, 'libldap-dev', 'libsasl2-dev'], run: ['libldap2', 'libsasl2-2'] },
  // Its libxml2 must be the one of lxml, so it is compiled.
  {
    names: ['xmlsec'],
    wheel: false,
    musl: null,
    build: [...compiler, 'pkg-config', 'libxml2-dev', 'libxmlsec1-dev', 'libxmlsec1-openssl'],
    run: ['libxmlsec1', 'libxmlsec1-openssl'],
  },
  { names: ['gdal'], wheel: false, musl: false, build: ['g++', 'gdal-bin', 'libgdal-dev'], run: ['libgdal36'] },
  { names: ['fiona', 'rasterio'], wheel: true, musl: null, build: [], run: [] },
  { names: ['pyproj'], wheel: true, musl: true, build: [], run: [] },
  { names: ['shapely', 'pyogrio', 'geopandas'], wheel: true, musl: false, build: [], run: [] },
  { names: ['playwright'], wheel: true, musl: false, build: [], run: [] },
  { names: ['pdf2image'], wheel: true, musl: true, build: [], run: ['poppler-utils'] },
  { names: ['pytesseract'], wheel: true, musl: true, build: [], run: ['tesseract-ocr'] },
  { names: ['python-magic'], wheel: true, musl: true, build: [], run: ['libmagic1t64'] },
  { names: ['soundfile'], wheel: true, musl: true, build: [], run: [] },
  { names: ['sounddevice'], wheel: true, musl: true, build: [], run: ['libportaudio2'] },
  { names: ['librosa', 'pydub', 'openai-whisper'], wheel: true, musl: true, build: [], run: ['ffmpeg'] },
  { names: ['h5py', 'netcdf4', 'tables'], wheel: true, musl: null, build: [...compiler, 'libhdf5-dev'], run: [] },
  { names: ['numpy', 'pandas', 'scipy', 'matplotlib'], wheel: true, musl: true, build: [], run: [] },
  { names: ['scikit-learn'], wheel: true, musl: false, build: [], run: [] },
  { names: ['lightgbm'], wheel: true, musl: false, build: [], run: ['libgomp1'] },
  { names: ['xgboost'], wheel: true, musl: false, build: [], run: [] },
  { names: ['tensorflow', 'tensorflow-cpu', 'onnxruntime', 'faiss-cpu', 'torch'], wheel: true, musl: false, build: [], run: [] },
  { names: ['grpcio'], wheel: true, musl: true, build: ['g++'], run: [] },
  { names: ['confluent-kafka'], wheel: true, musl: false, build: [...compiler, 'librdkafka-dev'], run: [] },
  { names: ['duckdb'], wheel: true, musl: false, build: [], run: [] },
  { names: ['pyarrow', 'orjson', 'pydantic-core', 'polars', 'tokenizers', 'tiktoken'], wheel: true, musl: true, build: [], run: [] },
  { names: ['cryptography', 'bcrypt'], wheel: true, musl: true, build: [], run: [] },
  {
    names: ['uvloop', 'httptools', 'watchfiles', 'greenlet', 'aiohttp', 'hiredis', 'psutil', 'regex', 'msgpack', 'zstandard', 'pyzmq'],
    wheel: true,
    musl: true,
    build: [],
    run: [],
  },
  { names: ['gevent'], wheel: true, musl: true, build: [...compiler, 'libev-dev'], run: [] },
  { names: ['uwsgi'], wheel: false, musl: false, build: [...compiler, 'libpcre2-dev'], run: ['libpcre2-8-0'] },
  { names: ['mpi4py'], wheel: true, musl: null, build: [], run: ['libopenmpi40'] },
  { names: ['pygame'], wheel: true, musl: null, build: [], run: ['libx11-6', 'libglib2.0-0'] },
  { names: ['pyqt6'], wheel: true, musl: null, build: [], run: ['libgl1', 'libglib2.0-0'] },
  { names: ['pymssql'], wheel: true, musl: null, build: [...compiler, 'freetds-dev'], run: ['libsybdb5'] },
]
