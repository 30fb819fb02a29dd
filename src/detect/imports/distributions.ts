import { normalise } from '../readers/requirement.ts'

/**
 * Import name → distribution, where the two differ by more than case and `_` for `-`. What is not here is called what it is
 * imported as, which holds for most of what people install. Dotted names are more exact than the first part alone.
 *
 * Of several distributions with one import name the one is named that runs in a container without more: wheels before
 * sources, OpenCV without windows, database drivers that bring their client library. The newest setuptools has no
 * `pkg_resources`.
 */
const rows = [
  // the web
  'attr attrs, bs4 beautifulsoup4, dns dnspython, engineio python-engineio, frontmatter python-frontmatter, google.protobuf protobuf',
  'graphql graphql-core, grpc grpcio, grpc_health grpcio-health-checking, grpc_reflection grpcio-reflection, grpc_status grpcio-status',
  'grpc_tools grpcio-tools, jenkins python-jenkins, jose python-jose, jwt pyjwt, markdown_it markdown-it-py, multipart python-multipart',
  'newsapi newsapi-python, newspaper newspaper3k, OpenSSL pyopenssl, readability readability-lxml, seleniumwire selenium-wire',
  'slugify python-slugify, socketio python-socketio, socks pysocks, sseclient sseclient-py, strawberry strawberry-graphql',
  'websocket websocket-client, whois python-whois',
  // Django
  'actstream django-activity-stream, allauth django-allauth, anymail django-anymail, auditlog django-auditlog, axes django-axes',
  'bootstrap4 django-bootstrap4, bootstrap5 django-bootstrap-v5, cacheops django-cacheops, ckeditor django-ckeditor, colorfield django-colorfield',
  'compressor django-compressor, configurations django-configurations, constance django-constance, corsheaders django-cors-headers',
  'crispy_forms django-crispy-forms, dbbackup django-dbbackup, debug_toolbar django-debug-toolbar, django_filters django-filter',
  'djmoney django-money, environ django-environ, formtools django-formtools, grappelli django-grappelli, guardian django-guardian',
  'haystack django-haystack, health_check django-health-check, hijack django-hijack, imagekit django-imagekit, import_export django-import-export',
  'jazzmin django-jazzmin, knox django-rest-knox, localflavor django-localflavor, maintenance_mode django-maintenance-mode',
  'model_utils django-model-utils, modeltranslation django-modeltranslation, mptt django-mptt, ninja django-ninja, ninja_extra django-ninja-extra',
  'oauth2_provider django-oauth-toolkit, parler django-parler, phonenumber_field django-phonenumber-field, picklefield django-picklefield',
  'pipeline django-pipeline, polymorphic django-polymorphic, rest_auth django-rest-auth, rest_framework djangorestframework',
  'rest_framework_api_key djangorestframework-api-key, rest_framework_gis djangorestframework-gis, rest_framework_jwt djangorestframework-jwt',
  'rest_framework_nested drf-nested-routers, rest_framework_simplejwt djangorestframework-simplejwt, rest_framework_swagger django-rest-swagger',
  'reversion django-reversion, silk django-silk, simple_history django-simple-history, social_core social-auth-core',
  'social_django social-auth-app-django, solo django-solo, sorl sorl-thumbnail, storages django-storages, taggit django-taggit',
  'tinymce django-tinymce, treebeard django-treebeard, two_factor django-two-factor-auth, unfold django-unfold, waffle django-waffle',
  'webpack_loader django-webpack-loader, widget_tweaks django-widget-tweaks',
  // data stores and queues
  'airflow apache-airflow, bson pymongo, cassandra cassandra-driver, consul python-consul, databricks.sql databricks-sql-connector',
  'databricks.sqlalchemy databricks-sqlalchemy, dbt dbt-core, gremlin_python gremlinpython, gridfs pymongo, ibis ibis-framework, impala impyla',
  'kafka kafka-python, ldap python-ldap, memcache python-memcached, mysql mysql-connector-python, mysql.connector mysql-connector-python',
  'MySQLdb mysqlclient, nats nats-py, opensearchpy opensearch-py, paho paho-mqtt, playhouse peewee, psycopg psycopg[binary]',
  'psycopg2 psycopg2-binary, pyflink apache-flink, rediscluster redis-py-cluster, snowflake snowflake-connector-python',
  'snowflake.connector snowflake-connector-python, snowflake.snowpark snowflake-snowpark-python, snowflake.sqlalchemy snowflake-sqlalchemy',
  'stomp stomp-py, superset apache-superset, tortoise tortoise-orm, zmq pyzmq',
  // clouds
  'atlassian atlassian-python-api, auth0 auth0-python, azure.durable_functions azure-functions-durable',
  'azure.storage.filedatalake azure-storage-file-datalake, azure.storage.fileshare azure-storage-file-share, azureml azureml-core',
  'digitalocean python-digitalocean, elasticapm elastic-apm, google.api_core google-api-core, google.appengine appengine-python-standard',
  'google.auth google-auth, google.cloud.exceptions google-cloud-core, google.cloud.recaptchaenterprise google-cloud-recaptcha-enterprise',
  'google.cloud.resourcemanager google-cloud-resource-manager, google.cloud.secretmanager google-cloud-secret-manager',
  'google.cloud.sql cloud-sql-python-connector, google.oauth2 google-auth, google.rpc googleapis-common-protos',
  'googleapiclient google-api-python-client, ibm_boto3 ibm-cos-sdk, ldclient launchdarkly-server-sdk, logstash python-logstash',
  'openstack openstacksdk, pyrebase pyrebase4, pythonjsonlogger python-json-logger, pyVim pyvmomi, vertexai google-cloud-aiplatform',
  // messages and other people's services
  'alpaca alpaca-py, binance python-binance, discord discord-py, facebook facebook-sdk, git gitpython, github pygithub, gitlab python-gitlab',
  'hubspot hubspot-api-client, linebot line-bot-sdk, paypalcheckoutsdk paypal-checkout-serversdk, plaid plaid-python, shopify shopifyapi',
  'slack slackclient, speech_recognition speechrecognition, talib ta-lib, telebot pytelegrambotapi, telegram python-telegram-bot',
  'wikipediaapi wikipedia-api',
  // files and documents
  'absl absl-py, antlr4 antlr4-python3-runtime, barcode python-barcode, box python-box, cairo pycairo, cpuinfo py-cpuinfo, dateutil python-dateutil',
  'decouple python-decouple, docx python-docx, dotenv python-dotenv, exiftool pyexiftool, factory factory-boy, ffmpeg ffmpeg-python, fitz pymupdf',
  'fpdf fpdf2, gi pygobject, hamcrest pyhamcrest, jnius pyjnius, magic python-magic, mailparser mail-parser, MeCab mecab-python3, odf odfpy',
  'patoolib patool, pdfminer pdfminer-six, pkg_resources setuptools<82, pptx python-pptx, progressbar progressbar2, rapidjson python-rapidjson',
  'snappy python-snappy, wx wxpython, Xlib python-xlib, yaml pyyaml',
  // security
  'argon2 argon2-cffi, Crypto pycryptodome, Cryptodome pycryptodomex, Evtx python-evtx, gnupg python-gnupg, nacl pynacl, nmap python-nmap',
  'onelogin python3-saml, pwn pwntools, saml2 pysaml2, winrm pywinrm, yara yara-python, z3 z3-solver',
  // science
  'Bio biopython, community python-louvain, cv2 opencv-python-headless, delta delta-spark, faiss faiss-cpu, hydra hydra-core',
  'imblearn imbalanced-learn, llama_cpp llama-cpp-python, mpl_toolkits matplotlib, open_clip open-clip-torch, OpenGL pyopengl, osgeo gdal',
  'paddle paddlepaddle, PIL pillow, pylab matplotlib, pywt pywavelets, pyximport cython, shapefile pyshp, skimage scikit-image, sklearn scikit-learn',
  'sklearnex scikit-learn-intelex, skopt scikit-optimize, skvideo scikit-video, st_aggrid streamlit-aggrid, umap umap-learn',
  'weaviate weaviate-client, whisper openai-whisper',
  // machines
  'AppKit -, board adafruit-blinka, busio adafruit-blinka, can python-can, digitalio adafruit-blinka, escpos python-escpos, Foundation -, hid hidapi',
  'jack jack-client, objc -, pythoncom -, pywintypes -, Quartz -, RPi rpi-gpio, rtmidi python-rtmidi, serial pyserial, servicemanager -',
  'snap7 python-snap7, usb pyusb, usb1 libusb1, vlc python-vlc, win32api -, win32clipboard -, win32com -, win32con -, win32event -, win32file -',
  'win32gui -, win32pipe -, win32process -, win32service -, win32serviceutil -, wmi -',
]

const known = new Map(
  rows
    .flatMap((line) => line.split(', '))
    .map((row) => {
      const [module = '', distribution = ''] = row.split(' ')
      return [module, distribution] as const
    }),
)

/** Namespaces that many distributions share, each called like the dotted path below it: how many parts of it. */
const shared: readonly (readonly [prefix: RegExp, parts: number])[] = [
  [/^azure\.(ai|cognitiveservices|communication|data|iot|keyvault|kusto|messaging|mgmt|monitor|search|storage|synapse)\./, 3],
  [/^(azure|backports|databricks|dogpile|google|jaraco|repoze|ruamel|zope)\./, 2],
  [/^google\.(ads|ai|analytics|cloud)\./, 3],
  [/^llama_index\.core\b/, 2],
  [/^llama_index\.(?!core\b)/, 3],
  [/^opentelemetry\.exporter\.otlp\.proto\./, 5],
  [/^opentelemetry\.(exporter|instrumentation|propagator)\./, 3],
  [/^opentelemetry\.(sdk)\b/, 2],
]

/**
 * What has to be installed for an import: `psycopg[binary]` for `psycopg`.
 * @param module dotted, as deep as it is known: `google.cloud.storage`.
 * @returns null for what exists on other systems alone.
 */
export function distributionOf(module: string): string | null {
  const provider = /^airflow\.providers\.((?:apache|cncf|common|microsoft)\.\w+|\w+)/.exec(module)?.[1]
  if (provider) return normalise(`apache-airflow-providers-${provider}`)
  const parts = module.split('.')
  for (let length = parts.length; length > 0; length--) {
    const named = known.get(parts.slice(0, length).join('.'))
    if (named === '-') return null
    if (named !== undefined) return named
  }
  if (/^opentelemetry\.semconv\b/.test(module)) return 'opentelemetry-semantic-conventions'
  if (/^adafruit_/.test(module)) return normalise(module.replace('adafruit', 'adafruit-circuitpython'))
  const namespace = shared.filter(([prefix]) => prefix.test(module)).sort((a, b) => b[1] - a[1])[0]
  // `google.cloud.pubsub_v1` is a version of the interface within google-cloud-pubsub.
  if (namespace)
    return normalise(
      parts
        .slice(0, namespace[1])
        .join('-')
        .replace(/_v\d\w*$/, ''),
    )
  return module.startsWith('opentelemetry.') ? 'opentelemetry-api' : normalise(parts[0] ?? module)
}
