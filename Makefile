# Everything one types. The work is in config/setup/*.sh, one subject a file.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup dev run manage test lint format letters pictures lock clean

HOST ?= 127.0.0.1
PORT ?= 8000
DEMO ?= on
# Letters kept beside the checkout are rendered with the samples.
LETTERS ?= $(wildcard tests/letters/samples/*.json ../shared/letters/*.json)
export HOST PORT DEMO

help: ## 显示本说明
	@echo '办复：人大代表建议、政协提案办理与答复'
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

setup: ## 安装系统软件包、字体和 Python 依赖（可重复执行）
	@config/setup/system.sh
	@config/setup/fonts.sh
	@config/setup/python.sh requirements.txt

dev: setup
	@config/setup/python.sh requirements-dev.txt

run: setup ## 安装、建库、载入演示数据并启动（PORT=8001 换端口，DEMO=off 不载入演示）
	@config/setup/run.sh

manage: ## 执行管理命令，如 make manage CMD=createsuperuser
	@. config/setup/environment.sh && .venv/bin/python manage.py $(CMD)

test: dev ## 全部检查与测试（SQLite；有 PostgreSQL、Chromium 时一并测）
	@config/setup/test.sh

lint: dev ## 代码检查与类型检查
	@config/setup/lint.sh

format: dev ## 自动排版代码
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .

letters: setup ## 把样例答复函排成 PDF（及 PNG），放在 var/letters/
	@config/setup/letters.sh $(LETTERS)

pictures: dev ## 给演示县的主要页面拍照（电脑和手机两种屏幕），放在 var/pictures/，需要 Chromium
	@config/setup/pictures.sh

lock: dev ## 按 pyproject.toml 重新锁定依赖版本
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check uv
	@.venv/bin/uv pip compile pyproject.toml --extra postgres --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet -o requirements.txt
	@.venv/bin/uv pip compile pyproject.toml --all-extras --group dev --constraint requirements.txt --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet -o requirements-dev.txt

clean: ## 删除虚拟环境、静态文件和各种缓存（不动数据库、附件和密钥）
	@rm -rf .venv var/static var/letters var/pictures .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
