# One of Debian's exporters as the official images have them: the program, busybox, a user without rights.
FROM python:3.13-slim-trixie
ARG PACKAGE
RUN apt-get update && apt-get install -y --no-install-recommends $PACKAGE busybox && rm -rf /var/lib/apt/lists/* \
 && ln -s /bin/busybox /usr/local/bin/wget && ln -s "/usr/bin/$PACKAGE" /exporter
USER 65534:65534
ENTRYPOINT ["/exporter"]
