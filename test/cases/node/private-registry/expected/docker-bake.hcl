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
variable "NODE_VERSION" {
  default = null
}
variable "VITE_API_URL" {
  default = null
}

group "default" {
  targets = [
    "api",
    "shop",
  ]
}

group "test" {
  targets = ["api-test"]
}

# docker/metadata-action fills it.
target "docker-metadata-action" {}

target "api" {
  inherits   = ["docker-metadata-action"]
  context    = "."
  dockerfile = "apps/api/Dockerfile"
  target     = "runtime"
  args = {
    NODE_VERSION = NODE_VERSION
  }
  secret     = ["id=NPM_TOKEN,env=NPM_TOKEN"]
  platforms  = split(",", PLATFORMS)
  tags       = TAGS == "" ? ["${IMAGE_PREFIX}/node-private-registry-api:${VERSION}"] : split("\n", TAGS)
  cache-from = CACHE ? ["type=registry,ref=${IMAGE_PREFIX}/node-private-registry-api:cache"] : []
  cache-to   = CACHE ? ["type=registry,ref=${IMAGE_PREFIX}/node-private-registry-api:cache,mode=max"] : []
}

target "api-test" {
  inherits  = ["api"]
  target    = "testing"
  platforms = ["local"]
  tags      = ["node-private-registry-api:test"]
  cache-to  = []
}

target "shop" {
  inherits   = ["docker-metadata-action"]
  context    = "."
  dockerfile = "apps/shop/Dockerfile"
  target     = "runtime"
  args = {
    NODE_VERSION = NODE_VERSION
    VITE_API_URL = VITE_API_URL
  }
  secret     = ["id=NPM_TOKEN,env=NPM_TOKEN"]
  platforms  = split(",", PLATFORMS)
  tags       = TAGS == "" ? ["${IMAGE_PREFIX}/node-private-registry-shop:${VERSION}"] : split("\n", TAGS)
  cache-from = CACHE ? ["type=registry,ref=${IMAGE_PREFIX}/node-private-registry-shop:cache"] : []
  cache-to   = CACHE ? ["type=registry,ref=${IMAGE_PREFIX}/node-private-registry-shop:cache,mode=max"] : []
}
