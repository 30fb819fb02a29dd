# Every image that is released, side by side; with --print it shows what it would build:
#   VERSION=1.2.3 docker buildx bake -f docker-bake.hcl --push
# A builder elsewhere (another machine, Kubernetes, the cloud) comes by `docker buildx create`, and is used with --builder.

variable "IMAGE_PREFIX" {
  default = "ghcr.io/owner"
}

variable "VERSION" {
  default = "local"
}

# Names of one image, a line each, in place of the version's.
variable "TAGS" {
  default = ""
}

# Docker's own builder makes one at a time: PLATFORMS=linux/amd64 docker buildx bake -f docker-bake.hcl --load
variable "PLATFORMS" {
  default = "linux/amd64,linux/arm64"
}

# true: layers come from the registry and go there, for the next builder.
variable "CACHE" {
  default = false
}

# Read from the environment; null: as the Dockerfile has it.
variable "PYTHON_VERSION" {
  default = null
}
variable "UV_VERSION" {
  default = null
}

group "default" {
  targets = ["api"]
}

# docker/metadata-action fills it.
target "docker-metadata-action" {}

target "api" {
  inherits   = ["docker-metadata-action"]
  context    = "."
  target     = "runtime"
  args = {
    PYTHON_VERSION = PYTHON_VERSION
    UV_VERSION     = UV_VERSION
  }
  secret     = ["id=UV_INDEX_ACME_INTERNAL_USERNAME,env=UV_INDEX_ACME_INTERNAL_USERNAME", "id=UV_INDEX_ACME_INTERNAL_PASSWORD,env=UV_INDEX_ACME_INTERNAL_PASSWORD"]
  platforms  = split(",", PLATFORMS)
  tags       = TAGS == "" ? ["${IMAGE_PREFIX}/notes-api:${VERSION}"] : split("\n", TAGS)
  cache-from = CACHE ? ["type=registry,ref=${IMAGE_PREFIX}/notes-api:cache"] : []
  cache-to   = CACHE ? ["type=registry,ref=${IMAGE_PREFIX}/notes-api:cache,mode=max"] : []
}
