# Debian's Prometheus as the official image has it: program, folder, user, busybox.
FROM python:3.13-slim-trixie
RUN apt-get update && apt-get install -y --no-install-recommends prometheus busybox && rm -rf /var/lib/apt/lists/* \
 && ln -s /usr/bin/prometheus /bin/prometheus 2>/dev/null; ln -s /bin/busybox /usr/local/bin/wget \
 && mkdir -p /prometheus && chown nobody:nogroup /prometheus
USER 65534:65534
WORKDIR /prometheus
VOLUME /prometheus
ENTRYPOINT ["/usr/bin/prometheus"]
