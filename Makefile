# Two commands set a bare machine up: `make demo` builds the example briefing, `make test` runs the tests.
# All others are for development. Each works alone and in any order.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
WEEK ?= 2024-W04
# Beside the user's own reports, with an archive of its own: the examples must not turn up in a real briefing.
REPORTS ?= reports/demo
INPUTS ?= 100000
# All that the tests exercise.
EXTRAS := dev cluster keyring s3 sftp webdav

# The stamp stands for "the environment fits the lock and pyproject.toml"; it is newer than both when that is so.
STAMP := $(VENV)/.installed

# What WeasyPrint loads at run time, as files and as Debian packages. Without libharfbuzz-subset writing a PDF
# works but takes four times as long.
LIBRARIES := libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz.so.0 libharfbuzz-subset.so.0 libfontconfig.so.1 libgobject-2.0.so.0
PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 libfontconfig1 libglib2.0-0

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test check lint bench kills fuzz soak setup interpreter libraries browser clock lock clean

help: ## 이 목록을 보여 줍니다.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-6s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: setup ## 예시 기사로 브리핑을 만들고 경로를 알려 줍니다.
	@BRIEFING_REPORTS=$(REPORTS) BRIEFING_ARCHIVE=$(REPORTS)/briefing.sqlite \
	  $(BIN)/briefing build examples/articles --week $(WEEK)
	@echo "PDF:  $(CURDIR)/$(REPORTS)/$(WEEK)/briefing.pdf"
	@echo "HTML: $(CURDIR)/$(REPORTS)/$(WEEK)/briefing.html"

test: setup browser clock ## 테스트를 실행합니다.
	$(BIN)/python -m pytest

check: lint test ## 린트, 서식, 타입, 테스트, 품질을 검사합니다. CI와 같습니다.

lint: setup ## 린트, 서식, 타입을 검사합니다.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy -p briefing -p benchmarks

bench: setup ## 속도와 메모리를 잽니다. BENCH="jobs pages"로 고르고 WRITE=--write로 docs/performance.md에 적습니다.
	$(BIN)/python -m benchmarks $(BENCH) $(WRITE)

kills: setup ## 작업을 아무 때나 200번 죽이고 다시 실행해 봅니다.
	$(BIN)/python -m benchmarks.kills

soak: setup clock ## 오류를 일으키며 한 해 치 브리핑을 모의로 만들고 내보냅니다. 두 시간쯤 걸립니다.
	$(BIN)/python -m benchmarks.soak

fuzz: setup ## 망가뜨린 파일로 읽기를 시험합니다. READERS="html eml"로 고르고 INPUTS=1000으로 줄입니다.
	$(BIN)/python -m benchmarks.fuzz $(READERS) --inputs $(INPUTS)

setup: $(STAMP) ## requirements.lock대로 .venv를 만듭니다.

$(STAMP): requirements.lock pyproject.toml | interpreter libraries
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

interpreter:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "$(PYTHON): 파이썬 3.11 이상이 필요합니다. 예: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "$(PYTHON): venv와 ensurepip 모듈이 없습니다. 데비안·우분투에서는 apt-get install python3-venv로 설치해 주십시오." >&2; exit 1; }

# Looked up through the loader itself, so that it works on every distribution.
libraries:
	@missing=; for library in $(LIBRARIES); do \
	  $(PYTHON) -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' $$library 2>/dev/null || missing="$$missing $$library"; done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "WeasyPrint에 필요한 라이브러리를 설치합니다:$$missing"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(PACKAGES) >/dev/null; \
	else \
	  echo "WeasyPrint에 필요한 라이브러리가 없습니다:$$missing. 데비안·우분투에서는 sudo apt-get install $(PACKAGES)로 설치해 주십시오." >&2; exit 1; fi

# For the tests of pages alone. Without it they are skipped and say so; on a build server (CI=true) they fail.
browser:
	@for name in chromium chromium-browser google-chrome; do if command -v $$name >/dev/null; then exit 0; fi; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "화면 테스트에 쓸 크로미엄을 설치합니다."; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	else \
	  echo "크로미엄이 없어 화면 테스트를 건너뜁니다. 데비안에서는 sudo apt-get install chromium, 다른 시스템에서는 크로미엄이나 크롬을 설치해 주십시오." >&2; fi

# Gives the processes of the simulated year another clock.
clock:
	@if ls /usr/lib/*/faketime/libfaketimeMT.so.1 >/dev/null 2>&1; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "모의 시험에 쓸 libfaketime을 설치합니다."; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libfaketime >/dev/null; \
	else \
	  echo "libfaketime이 없어 한 해 모의 시험을 건너뜁니다. 데비안에서는 sudo apt-get install libfaketime을 실행해 주십시오." >&2; fi

lock: setup ## 의존 패키지의 버전과 해시를 새로 고정합니다.
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host $(addprefix --extra ,$(EXTRAS)) --output-file requirements.lock pyproject.toml

clean: ## 환경과 만든 것을 지웁니다. 보고서는 남습니다.
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
