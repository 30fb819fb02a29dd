# Docker commands of this project; `make help` lists them, DOCKER.md has docker's own command for each.
DOCKER_COMPOSE := docker compose
DOCKER_DEV     := $(DOCKER_COMPOSE) -f compose.yaml -f compose.dev.yaml
DOCKER_PROD    := $(DOCKER_COMPOSE) -f compose.yaml -f compose.prod.yaml
# All profiles at once; to stop things no secret is needed, so any value will do.
DOCKER_ALL     := $(DOCKER_COMPOSE) --profile '*'
DOCKER_PROJECT := $(or $(COMPOSE_PROJECT_NAME),kept)
SERVICE ?= api

.PHONY: up down build rebuild dev shell config prod ps logs stats size scan doctor clean reset help env openapi

up: env ## build and start everything, wait until it is healthy
	$(DOCKER_COMPOSE) up -d --build --wait

down: ## stop everything, keep the data
	$(DOCKER_ALL) down --remove-orphans

build: env ## build the images
	$(DOCKER_COMPOSE) build

rebuild: env ## build the images anew, without the cache
	$(DOCKER_COMPOSE) build --no-cache

# Prints the lines of .env.example that .env lacks, secrets filled in. A new .env gets the comments too.
define DOCKER_MISSING
FILENAME == ".env" { name = $$1; sub(/^[ \t]*(export[ \t]+)?/, "", name); have[name] = 1; next }
!/^[A-Z_a-z]/ { if (fresh) print; next }
have[$$1] { next }
$$1 == "APP_UID" { print "APP_UID=" uid; next }
$$2 == "" && index(secrets, " " $$1 " ") {
  random = "od -An -N20 -tx1 /dev/urandom | tr -d ' \\n'"; random | getline value; close(random)
  print $$1 "=" value; next
}
{ print }
endef
export DOCKER_MISSING

env: ## make .env with fresh secrets, or add what it lacks
	@fresh=; if [ ! -f .env ]; then fresh=1; \
	  (umask 077; : > .env); \
	fi; \
	uid=$$(id -u); [ "$$uid" != 0 ] || uid=$$(stat -c %u . 2>/dev/null || stat -f %u .); [ "$$uid" != 0 ] || uid=10001; \
	[ -z "$$(tail -c 1 .env)" ] || echo >> .env; \
	lines=$$(awk -F= -v fresh="$$fresh" -v uid="$$uid" -v secrets="  " "$$DOCKER_MISSING" .env .env.example) || { [ -z "$$fresh" ] || rm -f .env; exit 1; }; \
	[ -z "$$lines" ] || printf '%s\n' "$$lines" >> .env

dev: env ## the same with your source mounted and reload on change
	$(DOCKER_DEV) up -d --build --wait

# A folder of root's own takes files of root alone.
openapi: env ## writes the API description to openapi.json
	$(DOCKER_COMPOSE) --profile build run --rm --build $$([ "$$(id -u)" = 0 ] && [ -O . ] && echo --user=0:0) openapi

shell: env ## a shell in SERVICE (default api)
	@if [ -n "$$($(DOCKER_ALL) ps -q --status running $(SERVICE))" ]; then $(DOCKER_ALL) exec $(SERVICE) sh; \
	else $(DOCKER_COMPOSE) run --rm --no-deps --entrypoint sh $(SERVICE); fi

config: ## show what compose makes of the files
	@$(DOCKER_ALL) config

prod: env ## start release VERSION as in production: make prod VERSION=1.2.3
	$(DOCKER_PROD) up -d --wait

ps: ## what runs
	@$(DOCKER_ALL) ps -a

logs: ## the last log lines, and on a terminal those that follow
	@follow=; [ ! -t 1 ] || follow=--follow; $(DOCKER_ALL) logs --tail 100 $$follow

stats: ## processor and memory of each container, against its limits
	@ids=$$($(DOCKER_ALL) ps -q); [ -z "$$ids" ] || docker stats --no-stream $$ids

size: ## size of each image
	@docker images --format '{{.Repository}}:{{.Tag}} {{.Size}}' | grep -E '^(kept-api):' || echo "not built yet: make build"

scan: ## look for known holes with trivy, grype or docker scout, whichever is there
	@scan=; if command -v trivy >/dev/null; then scan='trivy image'; elif command -v grype >/dev/null; then scan=grype; \
	elif docker scout version >/dev/null 2>&1; then scan='docker scout cves'; \
	else echo "no scanner found: install trivy, grype or docker scout" >&2; exit 1; fi; \
	for image in kept-api:local; do $$scan $$image || exit 1; done

doctor: ## what is wrong: versions, state, health, restarts, memory kills, errors of the last hour
	@echo "docker $$(docker version -f '{{.Server.Version}}') (25 or newer), compose $$(docker compose version --short) (2.24.4 or newer)"
	@bad=0; for id in $$($(DOCKER_ALL) ps -aq); do \
	  docker inspect -f '{{.Name}}: {{.State.Status}}{{with .State.Health}}, {{.Status}}{{end}}, exit code {{.State.ExitCode}}, {{.RestartCount}} restarts, limit {{.HostConfig.Memory}} bytes{{if .State.OOMKilled}}, OOMKilled{{end}}' $$id; \
	  state=$$(docker inspect -f '{{.State.Status}} {{.State.ExitCode}} {{.State.OOMKilled}} {{.HostConfig.RestartPolicy.Name}} {{with .State.Health}}{{.Status}}{{end}}' $$id); \
	  case $$state in "running 0 false "*" "|"running 0 false "*" healthy"|"exited 0 false no "*) ;; *) bad=1; \
	    docker inspect -f '{{with .State.Health}}{{range .Log}}  {{.Output}}{{end}}{{end}}' $$id; \
	    docker logs --since 1h $$id 2>&1 | grep -iE 'error|exception|fatal|denied' | tail -n 10 || true;; \
	  esac; \
	done; exit $$bad

clean: ## stop everything and remove this project's images; data stays
	$(DOCKER_ALL) down --remove-orphans
	-@docker image rm kept-api:local kept-api:dev kept-api:test 2>/dev/null

reset: ## stop everything and DELETE THE DATA, after a yes (or CONFIRM=1)
	@echo "This deletes the volumes of kept: none"
	@[ "$(CONFIRM)" = 1 ] || { printf 'Type yes: '; read -r answer && [ "$$answer" = yes ]; }
	$(DOCKER_ALL) down --volumes --remove-orphans

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-11s %s\n", $$1, $$2 }' docker.mk
