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
variable "NEXT_PUBLIC_SITE_URL" {
  default = null
}

group "default" {
  targets = ["web"]
}

group "test" {
  targets = ["web-test"]
}

# docker/metadata-action fills it.
target "docker-metadata-action" {}

target "web" {
  inherits   = ["docker-metadata-action"]
  context    = "."
  target     = "runtime"
  args = {
    NODE_VERSION         = NODE_VERSION
    NEXT_PUBLIC_SITE_URL = NEXT_PUBLIC_SITE_URL
  }
  platforms  = split(",", PLATFORMS)
  tags       = TAGS == "" ? ["${IMAGE_PREFIX}/storefront-web:${VERSION}"] : split("\n", TAGS)
  cache-from = CACHE ? ["type=registry,ref=${IMAGE_PREFIX}/storefront-web:cache"] : []
  cache-to   = CACHE ? ["type=registry,ref=${IMAGE_PREFIX}/storefront-web:cache,mode=max"] : []
}

target "web-test" {
  inherits  = ["web"]
  target    = "testing"
  platforms = ["local"]
  tags      = ["storefront-web:test"]
  cache-to  = []
}
