# k6 from its source, as the official image has it.
FROM python:3.13-slim-trixie AS builder
RUN apt-get update && apt-get install -y --no-install-recommends golang-go ca-certificates && rm -rf /var/lib/apt/lists/*
ENV CGO_ENABLED=0 GOFLAGS=-trimpath GOTOOLCHAIN=auto
RUN --mount=type=cache,target=/root/go --mount=type=cache,target=/root/.cache/go-build \
    GOBIN=/out go install -ldflags '-s -w' go.k6.io/k6@v1.8.1

FROM python:3.13-slim-trixie
COPY --from=builder /out/k6 /usr/bin/k6
USER 12345
ENTRYPOINT ["k6"]
