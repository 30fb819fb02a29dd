# Docker commands for docker-compose.yml; `make help` lists them.
DOCKER_COMPOSE := docker compose
# All profiles at once.
DOCKER_ALL     := $(DOCKER_COMPOSE) --profile '*'

.PHONY: up down build rebuild lint config ps stats doctor clean reset help

up: ## build and start everything
	$(DOCKER_COMPOSE) up -d --build

down: ## stop everything, keep the data
	$(DOCKER_ALL) down --remove-orphans

build: ## build the images
	$(DOCKER_COMPOSE) build

rebuild: ## build the images anew, without the cache
	$(DOCKER_COMPOSE) build --no-cache

lint: ## check the Dockerfiles, with hadolint where it is installed, else by create-dockerize's review
	docker build --check -f Dockerfile .
	@if command -v hadolint >/dev/null; then hadolint Dockerfile; \
	elif command -v npx >/dev/null; then npx --yes create-dockerize@0.1.0 review; fi

config: ## show what compose makes of the files
	@$(DOCKER_ALL) config

ps: ## what runs
	@$(DOCKER_ALL) ps -a

stats: ## processor and memory of each container, against its limits
	@ids=$$($(DOCKER_ALL) ps -q); [ -z "$$ids" ] || docker stats --no-stream $$ids

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

clean: ## stop everything and remove the images that were built here; data stays
	$(DOCKER_ALL) down --remove-orphans --rmi local

reset: ## stop everything and DELETE THE DATA, after a yes (or CONFIRM=1)
	@echo "This deletes the volumes of docker-compose.yml:"; $(DOCKER_ALL) config --volumes
	@[ "$(CONFIRM)" = 1 ] || { printf 'Type yes: '; read -r answer && [ "$$answer" = yes ]; }
	$(DOCKER_ALL) down --volumes --remove-orphans

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-11s %s\n", $$1, $$2 }' docker.mk
