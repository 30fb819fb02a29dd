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
  targets = [
    "user-code",
    "dagster",
  ]
}

group "test" {
  targets = ["user-code-test"]
}

# docker/metadata-action fills it.
target "docker-metadata-action" {}

target "user-code" {
  inherits   = ["docker-metadata-action"]
  context    = "."
  target     = "runtime"
  args = {
    PYTHON_VERSION = PYTHON_VERSION
    UV_VERSION     = UV_VERSION
  }
  platforms  = split(",", PLATFORMS)
  tags       = TAGS == "" ? ["${IMAGE_PREFIX}/market-user-code:${VERSION}"] : split("\n", TAGS)
  cache-from = CACHE ? ["type=registry,ref=${IMAGE_PREFIX}/market-user-code:cache"] : []
  cache-to   = CACHE ? ["type=registry,ref=${IMAGE_PREFIX}/market-user-code:cache,mode=max"] : []
}

target "user-code-test" {
  inherits  = ["user-code"]
  target    = "testing"
  platforms = ["local"]
  tags      = ["market-user-code:test"]
  cache-to  = []
}

target "dagster" {
  inherits   = ["docker-metadata-action"]
  context    = "."
  dockerfile = "dagster/Dockerfile"
  target     = "runtime"
  args = {
    PYTHON_VERSION = PYTHON_VERSION
  }
  platforms  = split(",", PLATFORMS)
  tags       = TAGS == "" ? ["${IMAGE_PREFIX}/market-dagster:${VERSION}"] : split("\n", TAGS)
  cache-from = CACHE ? ["type=registry,ref=${IMAGE_PREFIX}/market-dagster:cache"] : []
  cache-to   = CACHE ? ["type=registry,ref=${IMAGE_PREFIX}/market-dagster:cache,mode=max"] : []
}
