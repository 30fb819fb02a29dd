# Docker commands of this project; `make help` lists them, DOCKER.md has docker's own command for each.
DOCKER_COMPOSE := docker compose
DOCKER_DEV     := $(DOCKER_COMPOSE) -f compose.yaml -f compose.dev.yaml
DOCKER_PROD    := $(DOCKER_COMPOSE) -f compose.yaml -f compose.prod.yaml
# All profiles at once; to stop things no secret is needed, so any value will do.
DOCKER_ALL     := POSTGRES_PASSWORD=unused STAGE=unused STRIPE_SECRET_KEY=unused $(DOCKER_COMPOSE) --profile '*'
DOCKER_PROJECT := $(or $(COMPOSE_PROJECT_NAME),settled)
SERVICE ?= api

.PHONY: down build rebuild infra infra-down dev shell lint config prod ps logs stats size scan doctor clean backup restore reset help docker-env openapi

down: ## stop everything, keep the data
	$(DOCKER_ALL) down --remove-orphans

build: docker-env ## build the images
	$(DOCKER_COMPOSE) --profile full build

rebuild: docker-env ## build the images anew, without the cache
	$(DOCKER_COMPOSE) --profile full build --no-cache

infra: docker-env ## start only what the app needs: postgres
	$(DOCKER_COMPOSE) --profile infra up -d --wait

infra-down: ## stop that again, unless the app runs on it
	@running=$$($(DOCKER_ALL) ps --services --status running | grep -xE 'api' || true); \
	if [ -n "$$running" ]; then echo "$$running still runs on it; stop all with: make down" >&2; exit 1; fi
	$(DOCKER_ALL) down --remove-orphans

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

docker-env: ## make .env with fresh secrets, or add what it lacks
	@fresh=; if [ ! -f .env ]; then fresh=1; \
	  for volume in $(DOCKER_PROJECT)_postgres-data; do \
	    if docker volume inspect "$$volume" >/dev/null 2>&1; then \
	      echo "No .env, but volume $$volume has data that a new password cannot open." >&2; \
	      echo "Bring the old .env back, or delete the data: make reset" >&2; exit 1; \
	    fi; \
	  done; \
	  (umask 077; : > .env); \
	fi; \
	uid=$$(id -u); [ "$$uid" != 0 ] || uid=$$(stat -c %u . 2>/dev/null || stat -f %u .); [ "$$uid" != 0 ] || uid=10001; \
	[ -z "$$(tail -c 1 .env)" ] || echo >> .env; \
	lines=$$(awk -F= -v fresh="$$fresh" -v uid="$$uid" -v secrets=" POSTGRES_PASSWORD " "$$DOCKER_MISSING" .env .env.example) || { [ -z "$$fresh" ] || rm -f .env; exit 1; }; \
	[ -z "$$lines" ] || printf '%s\n' "$$lines" >> .env
	@if grep -nE '^(POSTGRES_USER|POSTGRES_PASSWORD|POSTGRES_DB)=.*[^A-Za-z0-9._~-]' .env | cut -d= -f1 | grep .; then \
	  echo "The line above goes into a URL: only letters, digits, . _ ~ - can stand there." >&2; exit 1; fi
	@mkdir -p -m 700 .secrets; for name in POSTGRES_PASSWORD STRIPE_SECRET_KEY; do \
	  file=.secrets/$$(echo $$name | tr A-Z a-z); \
	  value=$$(sed -n "s/^$$name=//p" .env); \
	  [ -s $$file ] || { rm -f $$file; printf %s "$$value" > $$file; chmod 444 $$file; }; \
	  [ "$$(cat $$file)" = "$$value" ] || echo "$$file, which containers read, is not what $$name is in .env" >&2; \
	done

dev: docker-env ## the same with your source mounted and reload on change
	$(DOCKER_DEV) --profile full up -d --build --wait

# A folder of root's own takes files of root alone.
openapi: docker-env ## writes the API description to openapi.json
	$(DOCKER_COMPOSE) --profile build run --rm --build $$([ "$$(id -u)" = 0 ] && [ -O . ] && echo --user=0:0) openapi

shell: docker-env ## a shell in SERVICE (default api)
	@if [ -n "$$($(DOCKER_ALL) ps -q --status running $(SERVICE))" ]; then $(DOCKER_ALL) exec $(SERVICE) sh; \
	else $(DOCKER_COMPOSE) --profile full run --rm --no-deps --entrypoint sh $(SERVICE); fi

lint: ## check the Dockerfiles, with hadolint where it is installed, else by create-dockerize's review
	docker build --check -f Dockerfile .
	@if command -v hadolint >/dev/null; then hadolint Dockerfile; \
	elif command -v npx >/dev/null; then npx --yes create-dockerize@0.1.0 review; fi

config: ## show what compose makes of the files
	@$(DOCKER_ALL) config

prod: docker-env ## start release VERSION as in production: make prod VERSION=1.2.3
	$(DOCKER_PROD) --profile full up -d --wait

ps: ## what runs
	@$(DOCKER_ALL) ps -a

logs: ## the last log lines, and on a terminal those that follow
	@follow=; [ ! -t 1 ] || follow=--follow; $(DOCKER_ALL) logs --tail 100 $$follow

stats: ## processor and memory of each container, against its limits
	@ids=$$($(DOCKER_ALL) ps -q); [ -z "$$ids" ] || docker stats --no-stream $$ids

size: ## size of each image
	@docker images --format '{{.Repository}}:{{.Tag}} {{.Size}}' | grep -E '^(settled-api):' || echo "not built yet: make build"

scan: ## look for known holes with trivy, grype or docker scout, whichever is there
	@scan=; if command -v trivy >/dev/null; then scan='trivy image'; elif command -v grype >/dev/null; then scan=grype; \
	elif docker scout version >/dev/null 2>&1; then scan='docker scout cves'; \
	else echo "no scanner found: install trivy, grype or docker scout" >&2; exit 1; fi; \
	for image in settled-api:local; do $$scan $$image || exit 1; done

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

# A file gets its name when it is whole: a dump that fails leaves none.
backup: ## write the data of postgres to backups/
	@mkdir -p -m 700 backups
	@umask 077; stamp=$$(date -u +%Y%m%dT%H%M%SZ); \
	file=backups/postgres-$$stamp.dump; \
	$(DOCKER_ALL) exec -T postgres bash -c 'pg_dump --username="$$POSTGRES_USER" --format=custom "$$POSTGRES_DB"' > $$file.part || { rm -f $$file.part; exit 1; }; \
	mv $$file.part $$file && echo $$file

restore: ## put FILE in the place of the data, after a yes (or CONFIRM=1)
	@[ -f "$$FILE" ] || { echo "No file '$$FILE': make restore FILE=backups/NAME" >&2; exit 1; }
	@[ -n "$$($(DOCKER_ALL) ps -q --status running postgres)" ] || { echo "postgres does not run" >&2; exit 1; }; \
	echo "This replaces what postgres of settled has by $$FILE, and stops meanwhile: api"; \
	[ "$(CONFIRM)" = 1 ] || { printf 'Type yes: '; read -r answer && [ "$$answer" = yes ] || exit 1; }; \
	running=$$($(DOCKER_ALL) ps -q --status running api); [ -z "$$running" ] || docker stop $$running >/dev/null; \
	if $(DOCKER_ALL) exec -T postgres bash -c 'export PGUSER="$$POSTGRES_USER" PGOPTIONS="-c client_min_messages=warning" new="$$POSTGRES_DB-restored" && \
	  dropdb --if-exists "$$new" && \
	  createdb --template=template0 "$$new" && \
	  { pg_restore --exit-on-error --no-owner --dbname="$$new" || { dropdb "$$new"; false; }; } && \
	  dropdb --if-exists --force "$$POSTGRES_DB" && \
	  psql --quiet --dbname=template1 --command="ALTER DATABASE \"$$new\" RENAME TO \"$$POSTGRES_DB\""' < "$$FILE"; \
	then [ -z "$$running" ] || docker start $$running >/dev/null; \
	else echo Not restored.$${running:+ What ran stays stopped, until: docker start $$running} >&2; exit 1; fi

clean: ## stop everything and remove this project's images; data stays
	$(DOCKER_ALL) down --remove-orphans
	-@docker image rm settled-api:local settled-api:dev settled-api:test 2>/dev/null

reset: ## stop everything and DELETE THE DATA, after a yes (or CONFIRM=1)
	@echo "This deletes the volumes of settled: postgres-data"
	@[ "$(CONFIRM)" = 1 ] || { printf 'Type yes: '; read -r answer && [ "$$answer" = yes ]; }
	$(DOCKER_ALL) down --volumes --remove-orphans

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-11s %s\n", $$1, $$2 }' docker.mk
